-- Every score and every reason of a decision (R075).
--
-- $1 path.application_id uuid
-- $2 path.entry_id uuid
-- returns body text
SELECT body::text FROM entry_feedback_shown
 WHERE entry_id = $2 AND application_id = $1;
