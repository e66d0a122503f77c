-- Agreements, newest first.
--
-- $1 query.state text (or NULL: any)
-- $2 cursor text
-- $3 limit int
-- returns body text, next text
WITH page AS (
    SELECT p.body, p.created_at || '|' || p.id AS key,
           row_number() OVER (ORDER BY p.created_at DESC, p.id DESC) AS n
      FROM placement_shown p
     WHERE ($1::text IS NULL OR p.state = $1)
       AND (p.created_at, p.id)
           < (coalesce(split_part($2, '|', 1)::timestamptz, 'infinity'),
              coalesce(split_part($2, '|', 2)::uuid,
                       'ffffffff-ffff-ffff-ffff-ffffffffffff'))
     ORDER BY p.created_at DESC, p.id DESC
     LIMIT $3 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $3),
                '[]')::text AS body,
       CASE WHEN count(*) > $3 THEN (array_agg(key ORDER BY n))[$3]
       END AS next
  FROM page;
