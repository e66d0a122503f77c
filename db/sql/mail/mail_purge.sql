-- Forgets what has had its time.
-- role: webhooks
--
-- returns purged bigint
SELECT mail_purge() AS purged;
