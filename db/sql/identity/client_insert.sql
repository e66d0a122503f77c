-- A machine client of the caller's organisation, with a secret.
--
-- $1 body.name text
-- $2 arg.role text
-- $3 arg.secret_sha256 text
-- returns id uuid
SELECT client_add($1, $2, $3) AS id;
