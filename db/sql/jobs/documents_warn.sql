-- Tells of documents that expire or have expired, some at a time.
-- role: jobs
-- returns told bigint
SELECT documents_warn(500) AS told;
