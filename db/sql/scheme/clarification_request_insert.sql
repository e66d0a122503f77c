-- A provider asks.
--
-- $1 path.scheme_id uuid
-- $2 body.question text
-- returns id uuid
INSERT INTO clarification_request (scheme_id, lead_id, question)
SELECT s.id, s.lead_id, $2 FROM scheme s WHERE s.id = $1
RETURNING id;
