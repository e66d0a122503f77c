-- A person of the caller's organisation, with a password.
--
-- $1 body.name text
-- $2 body.email text
-- $3 arg.role text
-- $4 arg.password_hash text
-- returns id uuid
SELECT user_add($1, $2, $3, $4) AS id;
