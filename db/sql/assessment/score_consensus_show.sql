-- What was agreed on for an entry, if anything had to be.
--
-- $1 path.application_id uuid
-- $2 path.entry_id uuid
-- returns body text
SELECT k.body::text
  FROM score_consensus_shown k
  JOIN entry e ON e.id = k.entry_id
 WHERE e.id = $2 AND e.application_id = $1;
