-- The deliveries of an endpoint, newest first; no row for one that the caller
-- may not see.
--
-- $1 path.endpoint_id uuid
-- $2 query.state text (or NULL: any)
-- $3 cursor text
-- $4 limit int
-- returns body text, next text
WITH page AS (
    SELECT d.body, d.created_at || '|' || d.id AS key,
           row_number() OVER (ORDER BY d.created_at DESC, d.id DESC) AS n
      FROM webhook_delivery_shown d
     WHERE d.endpoint_id = $1 AND ($2::text IS NULL OR d.state = $2)
       AND (d.created_at, d.id)
           < (coalesce(split_part($3, '|', 1)::timestamptz, 'infinity'),
              coalesce(split_part($3, '|', 2)::uuid,
                       'ffffffff-ffff-ffff-ffff-ffffffffffff'))
     ORDER BY d.created_at DESC, d.id DESC
     LIMIT $4 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $4),
                '[]')::text AS body,
       CASE WHEN count(*) > $4 THEN (array_agg(key ORDER BY n))[$4]
       END AS next
  FROM page
HAVING EXISTS (SELECT FROM webhook_endpoint e WHERE e.id = $1);
