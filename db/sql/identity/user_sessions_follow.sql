-- The sessions of a person learn what user_update.sql has changed.
--
-- $1 path.user_id uuid
SELECT user_sessions_follow($1);
