-- The last warning of an entry: its lead's, its auditor's and its applicant's.
--
-- $1 path.application_id uuid
-- $2 path.entry_id uuid
-- returns body text
SELECT w.body::text
  FROM entry_warning_shown w
  JOIN entry e ON e.id = w.entry_id
 WHERE e.id = $2 AND e.application_id = $1
 ORDER BY w.number DESC
 LIMIT 1;
