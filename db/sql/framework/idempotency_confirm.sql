-- Makes this transaction's COMMIT wait for the standby although it changes
-- nothing: whatever it has read is then on two hosts as well. What was read
-- may have been committed here alone, by a session whose wait was cut short.
-- role: staff public
SELECT pg_logical_emit_message(true, 'fairlot', '');
