-- A new token for an invitation; the one before it opens nothing any more.
--
-- $1 path.expression_id uuid
-- $2 arg.state text
-- $3 arg.token_sha256 text
-- $4 arg.days integer
-- returns expires_at text
UPDATE expression_of_interest
   SET state = $2, token_sha256 = $3, invited_at = now_utc(),
       expires_at = now_utc() + make_interval(days => $4)
 WHERE id = $1
RETURNING utc_text(expires_at) AS expires_at;
