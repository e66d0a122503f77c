-- The answer; the application goes on, and is due later.
--
-- $1 path.request_id uuid
-- $2 body.answers jsonb
-- $3 arg.assess_due_on date
-- $4 arg.state text
-- returns done boolean
SELECT information_answer($1, $2, $3, $4) AS done;
