-- The assessment of an entry: the lead's and its auditor's; its provider's
-- with the decision (R075).
--
-- $1 path.application_id uuid
-- $2 path.entry_id uuid
-- returns body text
SELECT t.body::text
  FROM assessment_shown t
  JOIN entry e ON e.id = t.entry_id
 WHERE e.id = $2 AND e.application_id = $1;
