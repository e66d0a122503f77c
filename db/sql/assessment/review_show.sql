-- A request to look at a decision again, and its answer.
--
-- $1 path.application_id uuid
-- $2 path.entry_id uuid
-- returns body text
SELECT r.body::text
  FROM entry_review_shown r
  JOIN entry e ON e.id = r.entry_id
 WHERE e.id = $2 AND e.application_id = $1;
