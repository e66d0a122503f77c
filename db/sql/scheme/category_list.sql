-- The categories of a scheme by name; no row for a scheme that the caller may
-- not see.
-- role: public staff
--
-- $1 path.scheme_id uuid
-- $2 cursor text
-- $3 limit int
-- returns body text, next text
WITH page AS (
    SELECT c.body, c.id || '|' || c.name AS key,
           row_number() OVER (ORDER BY c.name, c.id) AS n
      FROM category_shown c
     WHERE c.scheme_id = $1
       AND ($2::text IS NULL
            OR (c.name, c.id) > (substr($2, 38), left($2, 36)::uuid))
     ORDER BY c.name, c.id
     LIMIT $3 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $3),
                '[]')::text AS body,
       CASE WHEN count(*) > $3 THEN (array_agg(key ORDER BY n))[$3]
       END AS next
  FROM page
HAVING EXISTS (SELECT FROM scheme s WHERE s.id = $1);
