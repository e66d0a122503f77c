-- The caller's own scores of an entry.
--
-- $1 path.application_id uuid
-- $2 path.entry_id uuid
-- returns body text
SELECT s.body::text
  FROM entry_score_shown s
  JOIN entry_scorer r
    ON r.entry_id = s.entry_id AND r.scorer_id = s.scorer_id
 WHERE s.entry_id = $2 AND r.application_id = $1
   AND s.scorer_id = (SELECT me_self());
