-- What was clarified about a scheme, newest first; no row for a scheme that the
-- caller may not see.
-- role: public staff
--
-- $1 path.scheme_id uuid
-- $2 cursor text
-- $3 limit int
-- returns body text, next text
WITH page AS (
    SELECT c.body, c.published_at || '|' || c.id AS key,
           row_number() OVER (ORDER BY c.published_at DESC, c.id DESC) AS n
      FROM clarification_shown c
     WHERE c.scheme_id = $1
       AND (c.published_at, c.id)
           < (coalesce(split_part($2, '|', 1)::timestamptz, 'infinity'),
              coalesce(split_part($2, '|', 2)::uuid,
                       'ffffffff-ffff-ffff-ffff-ffffffffffff'))
     ORDER BY c.published_at DESC, c.id DESC
     LIMIT $3 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $3),
                '[]')::text AS body,
       CASE WHEN count(*) > $3 THEN (array_agg(key ORDER BY n))[$3]
       END AS next
  FROM page
HAVING EXISTS (SELECT FROM scheme s WHERE s.id = $1);
