-- One try to sign in: counted first, forgiven by session_open().
-- role: public
--
-- $1 arg.email text
-- $2 arg.address text
-- $3 arg.quota integer
-- $4 arg.window_seconds integer
-- returns allowed boolean, retry_after integer, user_id uuid,
--   password_hash text (both NULL for an unknown or disabled person)
SELECT allowed, retry_after, user_id, password_hash
  FROM sign_in_try($1, $2, $3, $4);
