-- The opened bids of a referral, in the order of their random ids: neither
-- time nor price comes first. Before the opening it is the same answer with
-- no bid and with a hundred (R099).
--
-- $1 path.referral_id uuid
-- $2 cursor text
-- $3 limit int
-- returns body text, next text
WITH page AS (
    SELECT b.body, b.bid_id,
           row_number() OVER (ORDER BY b.bid_id) AS n
      FROM opened_bid_shown b
     WHERE b.referral_id = $1 AND ($2 IS NULL OR b.bid_id > $2::uuid)
     ORDER BY b.bid_id
     LIMIT $3 + 1),
answer AS (
    SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $3),
                    '[]') AS items,
           CASE WHEN count(*) > $3
                THEN (array_agg(bid_id::text ORDER BY n))[$3] END AS next
      FROM page)
SELECT CASE WHEN r.opened_at IS NULL
            THEN refuse('not-opened', 'The bids have not been opened yet')
            ELSE a.items END::text AS body,
       a.next
  FROM referral r
 CROSS JOIN answer a
 WHERE r.id = $1;
