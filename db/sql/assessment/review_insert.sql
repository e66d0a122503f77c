-- The applicant asks for another look at a decision.
--
-- $1 path.entry_id uuid
-- $2 body.text text
INSERT INTO entry_review (entry_id, lead_id, provider_id, scheme_id, text,
    asked_by)
SELECT e.id, e.lead_id, e.provider_id, e.scheme_id, $2, me_self()
  FROM entry e WHERE e.id = $1;
