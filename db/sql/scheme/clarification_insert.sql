-- Question and answer, for everybody.
--
-- $1 path.scheme_id uuid
-- $2 caller.organisation uuid
-- $3 body.question text
-- $4 body.answer text
-- returns id uuid, audience text
INSERT INTO clarification (scheme_id, lead_id, question, answer)
VALUES ($1, $2, $3, $4)
RETURNING id, clarification_audience($1) AS audience;
