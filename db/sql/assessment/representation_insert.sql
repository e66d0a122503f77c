-- What the applicant says to the last warning.
--
-- $1 path.entry_id uuid
-- $2 arg.number integer
-- $3 body.text text
INSERT INTO entry_representation (entry_id, number, lead_id, provider_id,
    text, made_by)
SELECT e.id, $2, e.lead_id, e.provider_id, $3, me_self()
  FROM entry e WHERE e.id = $1;
