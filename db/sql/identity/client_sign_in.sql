-- A session as long as one token, for a machine client and its secret.
-- role: public
--
-- $1 arg.client_id uuid
-- $2 arg.secret_sha256 text
-- $3 arg.lifetime_seconds integer
-- returns session_id uuid, client_id uuid, role text
SELECT session_id, client_id, role FROM client_sign_in($1, $2, $3);
