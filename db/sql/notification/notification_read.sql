-- The caller has read of it; the first time counts.
--
-- $1 path.notification_id uuid
INSERT INTO notification_read (event_id)
SELECT event_id FROM notification_shown WHERE id = $1
ON CONFLICT DO NOTHING;
