-- One of those who score an entry.
--
-- $1 path.application_id uuid
-- $2 path.entry_id uuid
-- $3 path.user_id uuid
-- returns body text
SELECT body::text FROM entry_scorer_shown
 WHERE application_id = $1 AND entry_id = $2 AND scorer_id = $3;
