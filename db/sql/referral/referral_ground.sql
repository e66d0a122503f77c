-- What a council's new or changed referral stands on: scheme, category and
-- place, known to this council or not, and the day by which to judge them.
-- Always one row.
--
-- $1 arg.scheme_id uuid, $2 arg.category_id uuid, $3 arg.postcode text
-- returns now bigint, scheme_known boolean, category_known boolean,
--   place_known boolean, partner boolean, scheme_state text, regime text,
--   valid_from text, valid_to text, weights text, choice_mode text
SELECT (extract(epoch FROM now_utc()) * 1000000)::bigint AS now,
       s.id IS NOT NULL AS scheme_known,
       c.id IS NOT NULL AS category_known,
       p.grid IS NOT NULL AS place_known,
       coalesce(s.id = ANY (my_schemes()), false) AS partner,
       scheme_state_now(s.id, s.state, s.valid_to) AS scheme_state, s.regime, s.valid_from::text,
       s.valid_to::text, c.weights::text, c.choice_mode
  FROM (SELECT) AS one
  LEFT JOIN scheme s ON s.id = $1 AND s.state <> 'draft'
  LEFT JOIN category c ON c.id = $2 AND c.scheme_id = s.id
  LEFT JOIN postcode p ON p.code = postcode_key($3);
