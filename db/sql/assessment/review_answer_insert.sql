-- The answer to a request to look at a decision again.
--
-- $1 path.entry_id uuid
-- $2 body.outcome text
-- $3 body.reason text
INSERT INTO entry_review_answer (entry_id, lead_id, provider_id, outcome,
    reason, answered_by)
SELECT r.entry_id, r.lead_id, r.provider_id, $2, $3, me_self()
  FROM entry_review r WHERE r.entry_id = $1;
