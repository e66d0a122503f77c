-- An application and its scheme, and now by the clock of the rules.
--
-- $1 path.application_id uuid
-- returns state text, provider_id text, scheme_id text, lead_id text,
--         scheme_state text, regime text, valid_from text, valid_to text,
--         now bigint (microseconds since 1970), now_text text
SELECT p.state, p.provider_id::text, p.scheme_id::text, p.lead_id::text,
       s.state AS scheme_state, s.regime, s.valid_from::text,
       s.valid_to::text,
       (extract(epoch FROM t.now) * 1000000)::bigint AS now,
       utc_text(t.now) AS now_text
  FROM application p
  JOIN scheme s ON s.id = p.scheme_id,
       (SELECT now_utc() AS now) AS t
 WHERE p.id = $1;
