-- A question for all categories of a scheme.
--
-- $1 path.scheme_id uuid
-- $2 caller.organisation uuid
-- $3 body.kind text
-- $4 body.code text
-- $5 body.question text
-- $6 body.justification text
-- returns id uuid
INSERT INTO scheme_question (scheme_id, lead_id, kind, code, question,
    justification)
VALUES ($1, $2, $3, $4, $5, $6)
RETURNING id;
