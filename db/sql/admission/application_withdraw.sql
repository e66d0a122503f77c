-- Takes back all of an application that has not been decided.
--
-- $1 path.application_id uuid
-- $2 body.reason text
-- returns done boolean
SELECT application_withdraw($1, $2) AS done;
