-- Deletes documents whose time is over, some at a time.
-- role: jobs
-- returns deleted bigint
SELECT documents_retire(500) AS deleted;
