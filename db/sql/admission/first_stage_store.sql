-- The first stage was looked at: it is passed, or the entry is refused.
--
-- $1 path.entry_id uuid
-- $2 body.requirements jsonb
-- $3 arg.passed boolean
-- $4 arg.state text
-- $5 body.reason text
UPDATE entry
   SET state = $4,
       first_stage = jsonb_build_object('requirements', $2, 'passed', $3,
           'decided_at', utc_text(now_utc())),
       decided_at = CASE WHEN NOT $3 THEN now_utc() END,
       decision_reason = CASE WHEN NOT $3 THEN $5 END
 WHERE id = $1;
