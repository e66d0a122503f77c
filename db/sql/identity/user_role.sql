-- The role a person has now, which decides who may change it.
--
-- $1 path.user_id uuid
-- returns role text
SELECT role FROM app_user WHERE id = $1;
