-- One record of what a person has learnt.
--
-- $1 path.user_id uuid
-- $2 path.training_id uuid
-- returns body text
SELECT body::text FROM evaluator_training_shown
 WHERE user_id = $1 AND id = $2;
