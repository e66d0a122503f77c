-- The applicant is told what failed, and until when it may answer.
--
-- $1 path.entry_id uuid
-- $2 arg.number integer
-- $3 arg.failed jsonb
-- $4 body.reason text
-- $5 body.answer_by timestamptz
INSERT INTO entry_warning (entry_id, number, lead_id, provider_id, failed,
    reason, answer_by, warned_by)
SELECT e.id, $2, e.lead_id, e.provider_id, $3, $4, $5, me_self()
  FROM entry e WHERE e.id = $1;
