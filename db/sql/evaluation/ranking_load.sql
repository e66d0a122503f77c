-- What all bids on the referral share, read after it was locked.
--
-- $1 path.referral_id uuid
-- returns state text, deadline bigint, now bigint, price int,
--   outcomes int, needs int, features int, location int, core int,
--   miles_per_mark int, evaluators int, terms text ({needs, features}),
--   mode text, budget bigint (NULL: none)
SELECT r.state, instant(r.deadline) AS deadline,
       instant(now_utc()) AS now,
       (r.weights->>'price')::integer AS price,
       (r.weights->>'outcomes')::integer AS outcomes,
       (r.weights->>'needs')::integer AS needs,
       (r.weights->>'features')::integer AS features,
       (r.weights->>'location')::integer AS location,
       (r.weights->>'core')::integer AS core,
       c.miles_per_mark, c.evaluators,
       json_build_object('needs', r.needs, 'features', r.features)::text
           AS terms,
       r.choice_mode AS mode, p.budget_pence AS budget
  FROM referral r
  JOIN referral_private p ON p.referral_id = r.id
  JOIN category c ON c.id = r.category_id
 WHERE r.id = $1;
