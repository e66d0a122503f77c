-- What was found in registers about an entry, the last time.
--
-- $1 path.application_id uuid
-- $2 path.entry_id uuid
-- returns body text
SELECT d.body::text
  FROM due_diligence_shown d
  JOIN entry e ON e.id = d.entry_id
 WHERE e.id = $2 AND e.application_id = $1
 ORDER BY d.version DESC
 LIMIT 1;
