-- The questions and answers of an entry, for those who score it.
--
-- $1 path.application_id uuid
-- $2 path.entry_id uuid
-- returns body text
SELECT p.body::text
  FROM (SELECT scoring_paper($1, $2) AS body) AS p
 WHERE p.body IS NOT NULL;
