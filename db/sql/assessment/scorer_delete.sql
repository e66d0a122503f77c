-- Somebody who has not scored yet is asked no more.
--
-- $1 path.entry_id uuid
-- $2 path.user_id uuid
DELETE FROM entry_scorer WHERE entry_id = $1 AND scorer_id = $2;
