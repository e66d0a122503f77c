-- A session and its first refresh token, for a password that was right.
-- role: public
--
-- $1 arg.user_id uuid
-- $2 arg.address text
-- $3 arg.refresh_sha256 text
-- $4 arg.lifetime_seconds integer
-- returns session_id uuid, user_id uuid, role text, body text
SELECT session_id, user_id, role, body FROM session_open($1, $2, $3, $4);
