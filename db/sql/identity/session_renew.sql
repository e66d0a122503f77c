-- The next refresh token; no row if this one is good for nothing.
-- role: public
--
-- $1 arg.old_sha256 text
-- $2 arg.new_sha256 text
-- $3 arg.grace_seconds integer
-- $4 arg.idle_seconds integer
-- returns session_id uuid, user_id uuid, role text, seconds_left integer
SELECT session_id, user_id, role, seconds_left
  FROM session_renew($1, $2, $3, $4);
