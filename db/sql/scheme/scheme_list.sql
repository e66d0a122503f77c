-- Schemes, newest first.
-- role: public staff
--
-- $1 query.state text (or NULL: any)
-- $2 cursor text
-- $3 limit int
-- returns body text, next text
WITH page AS (
    SELECT s.body, s.created_at || '|' || s.id AS key,
           row_number() OVER (ORDER BY s.created_at DESC, s.id DESC) AS n
      FROM scheme_shown s
     WHERE ($1::text IS NULL OR s.state = $1)
       AND (s.created_at, s.id)
           < (coalesce(split_part($2, '|', 1)::timestamptz, 'infinity'),
              coalesce(split_part($2, '|', 2)::uuid,
                       'ffffffff-ffff-ffff-ffff-ffffffffffff'))
     ORDER BY s.created_at DESC, s.id DESC
     LIMIT $3 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $3),
                '[]')::text AS body,
       CASE WHEN count(*) > $3 THEN (array_agg(key ORDER BY n))[$3]
       END AS next
  FROM page;
