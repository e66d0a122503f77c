-- Forgets what has had its time: idempotency keys after 24 hours, sessions and
-- refresh tokens that are over, failed sign-ins.
-- role: jobs
-- returns purged bigint
SELECT jobs_purge()::bigint AS purged;
