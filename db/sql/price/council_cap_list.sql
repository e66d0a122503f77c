-- The councils' own caps in a category, by name; no row for a category that
-- the caller may not see.
--
-- $1 path.category_id uuid
-- $2 cursor text
-- $3 limit int
-- returns body text, next text
WITH page AS (
    SELECT k.body, k.organisation_id || '|' || k.name AS key,
           row_number() OVER (ORDER BY k.name, k.organisation_id) AS n
      FROM council_cap_shown k
     WHERE k.category_id = $1
       AND ($2::text IS NULL
            OR (k.name, k.organisation_id)
               > (substr($2, 38), left($2, 36)::uuid))
     ORDER BY k.name, k.organisation_id
     LIMIT $3 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $3),
                '[]')::text AS body,
       CASE WHEN count(*) > $3 THEN (array_agg(key ORDER BY n))[$3]
       END AS next
  FROM page
HAVING EXISTS (SELECT FROM category c WHERE c.id = $1);
