-- Forgets what has had its time.
-- role: webhooks
--
-- returns purged bigint
SELECT webhook_purge() AS purged;
