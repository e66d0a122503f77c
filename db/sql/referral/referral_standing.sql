-- Where a council's referral stands, by the clock of this moment: a statement
-- of its own, so that the clock is read after the lock was granted. With what
-- the request would change, if it is an extension.
--
-- $1 path.referral_id uuid, $2 body.deadline timestamptz
-- $3 body.radius_miles numeric
-- returns state text, now_at text, now bigint, deadline bigint,
--   radius100 integer, to_deadline bigint, to_radius100 integer, partner boolean,
--   scheme_state text, category_state text (of the first
--   that is not open, if any), regime text, valid_from text, valid_to text,
--   hours integer, terms text, budget boolean, miles_per_mark integer
SELECT r.state, clock.now::text AS now_at,
       (extract(epoch FROM clock.now) * 1000000)::bigint AS now,
       (extract(epoch FROM r.deadline) * 1000000)::bigint AS deadline,
       (r.radius_miles * 100)::integer AS radius100,
       (extract(epoch FROM coalesce($2, r.deadline)) * 1000000)::bigint
           AS to_deadline,
       (coalesce($3, r.radius_miles) * 100)::integer AS to_radius100,
       r.scheme_id = ANY (my_schemes()) AS partner,
       scheme_state_now(s.id, s.state, s.valid_to) AS scheme_state,
       coalesce((SELECT k.state FROM category k
                  WHERE k.id = ANY (r.category_id || r.also_in)
                    AND k.state <> 'open' LIMIT 1), 'open')
           AS category_state, s.regime, s.valid_from::text,
       s.valid_to::text, (c.response_hours ->> r.urgency)::integer AS hours,
       json_build_object('weights', r.weights, 'needs', r.needs,
           'features', r.features, 'outcomes', r.outcomes,
           'choice_mode', r.choice_mode, 'need_by', r.need_by)::text
           AS terms,
       p.budget_pence IS NOT NULL AS budget, c.miles_per_mark
  FROM (SELECT now_utc() AS now) clock
 CROSS JOIN referral r
  JOIN referral_private p ON p.referral_id = r.id
  JOIN category c ON c.id = r.category_id
  JOIN scheme s ON s.id = r.scheme_id
 WHERE r.id = $1;
