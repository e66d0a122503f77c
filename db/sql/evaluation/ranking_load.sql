-- What all bids on the referral share, read after it was locked.
--
-- $1 path.referral_id uuid
-- returns state text, deadline bigint, now bigint, price int,
--   outcomes int, needs int, features int, location int, core int,
--   miles_per_mark int, needs_total int, features_total int, evaluators int,
--   mode text, budget bigint (NULL: none)
SELECT r.state, instant(r.deadline) AS deadline,
       instant(now_utc()) AS now,
       (r.weights->>'price')::integer AS price,
       (r.weights->>'outcomes')::integer AS outcomes,
       (r.weights->>'needs')::integer AS needs,
       (r.weights->>'features')::integer AS features,
       (r.weights->>'location')::integer AS location,
       (r.weights->>'core')::integer AS core,
       c.miles_per_mark, total.needs AS needs_total,
       total.features AS features_total, c.evaluators,
       r.choice_mode AS mode, p.budget_pence AS budget
  FROM referral r
  JOIN referral_private p ON p.referral_id = r.id
  JOIN category c ON c.id = r.category_id
 CROSS JOIN LATERAL (
       SELECT (SELECT coalesce(sum((n->>'mark')::integer), 0)::integer
                 FROM jsonb_array_elements(r.needs) AS n) AS needs,
              (SELECT coalesce(sum((f->>'mark')::integer), 0)::integer
                 FROM jsonb_array_elements(r.features) AS f
                WHERE NOT (f->>'must')::boolean) AS features) AS total
 WHERE r.id = $1;
