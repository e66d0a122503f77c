-- Whether the Minister was told of an exclusion.
--
-- $1 path.application_id uuid
-- $2 path.entry_id uuid
-- returns body text
SELECT n.body::text
  FROM exclusion_notice_shown n
  JOIN entry e ON e.id = n.entry_id
 WHERE e.id = $2 AND e.application_id = $1;
