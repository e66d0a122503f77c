-- One event of the caller's feed, and whether the caller has read of it.
--
-- $1 path.notification_id uuid
-- returns body text
SELECT body::text AS body FROM notification_shown WHERE id = $1;
