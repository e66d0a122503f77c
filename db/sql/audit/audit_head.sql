-- The head that the database has for a batch, or NULL.
-- role: jobs
--
-- $1 arg.number bigint
-- returns head text
SELECT audit_head($1) AS head;
