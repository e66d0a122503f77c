-- An expression of interest as an invitation finds it; it is locked (see
-- api/routes.c).
--
-- $1 path.expression_id uuid
-- returns state text, expires bigint (or NULL), now bigint, lead_id text,
--   portal_id text, scheme_state text, regime text, valid_from text,
--   valid_to text
SELECT x.state, instant(x.expires_at) AS expires, instant(now_utc()) AS now,
       x.lead_id::text, x.portal_id::text, s.state AS scheme_state, s.regime,
       s.valid_from::text, s.valid_to::text
  FROM expression_of_interest x
  JOIN scheme s ON s.id = x.scheme_id
 WHERE x.id = $1;
