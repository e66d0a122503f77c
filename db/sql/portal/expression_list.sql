-- Expressions of interest, newest first: a portal's own, a lead's schemes'.
--
-- $1 query.scheme_id uuid (or NULL: any)
-- $2 cursor text
-- $3 limit int
-- returns body text, next text
WITH page AS (
    SELECT x.body, x.created_at || '|' || x.id AS key,
           row_number() OVER (ORDER BY x.created_at DESC, x.id DESC) AS n
      FROM expression_shown x
     WHERE ($1::uuid IS NULL OR x.scheme_id = $1)
       AND (x.created_at, x.id)
           < (coalesce(split_part($2, '|', 1)::timestamptz, 'infinity'),
              coalesce(split_part($2, '|', 2)::uuid,
                       'ffffffff-ffff-ffff-ffff-ffffffffffff'))
     ORDER BY x.created_at DESC, x.id DESC
     LIMIT $3 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $3),
                '[]')::text AS body,
       CASE WHEN count(*) > $3 THEN (array_agg(key ORDER BY n))[$3]
       END AS next
  FROM page;
