-- A scheme to apply to, and now by the clock of the rules.
--
-- $1 arg.scheme_id uuid
-- returns scheme_state text, regime text, valid_from text, valid_to text,
--         now bigint (microseconds since 1970)
SELECT scheme_state_now(id, state, valid_to) AS scheme_state, regime, valid_from::text, valid_to::text,
       (extract(epoch FROM now_utc()) * 1000000)::bigint AS now
  FROM scheme
 WHERE id = $1;
