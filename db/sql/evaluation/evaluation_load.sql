-- Where the evaluation of a bid stands. No row if the caller cannot see it.
--
-- $1 path.bid_id uuid
-- returns referral_id uuid, state text, deadline bigint, now bigint,
--   evaluators int, scores text (a JSON array), consensus int
SELECT r.id AS referral_id, r.state, instant(r.deadline) AS deadline,
       instant(now_utc()) AS now, c.evaluators,
       (SELECT coalesce(json_agg(e.score), '[]')::text FROM evaluation e
         WHERE e.bid_id = o.bid_id) AS scores,
       (SELECT k.score FROM consensus k WHERE k.bid_id = o.bid_id)
           AS consensus
  FROM bid_opened o
  JOIN referral r ON r.id = o.referral_id
  JOIN category c ON c.id = r.category_id
 WHERE o.bid_id = $1;
