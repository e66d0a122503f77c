-- Writes down what was found.
--
-- $1 path.application_id uuid
-- $2 path.party_id uuid
-- $3 body jsonb (PartyCheckPut)
-- returns id uuid
UPDATE application_party SET checked = $3
 WHERE id = $2 AND application_id = $1
RETURNING id;
