-- The end of a transaction that is to last. db/db.c believes it only if the
-- server's answer is COMMIT, without a warning.
-- role: staff public owner keeper jobs webhooks registers documents
COMMIT;
