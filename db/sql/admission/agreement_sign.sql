-- Signed after the application was sent in.
--
-- $1 path.application_id uuid
-- $2 arg.agreement jsonb
-- returns done boolean
SELECT agreement_sign($1, $2) AS done;
