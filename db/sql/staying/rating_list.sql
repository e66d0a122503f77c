-- What inspectorates have said of a home, newest first; no
-- row for a home that the caller may not see.
--
-- $1 path.establishment_id uuid
-- $2 cursor text
-- $3 limit int
-- returns body text, next text
WITH page AS (
    SELECT r.body, r.given_on || '|' || r.id AS key,
           row_number() OVER (ORDER BY r.given_on DESC, r.id DESC) AS n
      FROM rating_shown r
     WHERE r.establishment_id = $1
       AND (r.given_on, r.id)
           < (coalesce(split_part($2, '|', 1)::date, 'infinity'),
              coalesce(split_part($2, '|', 2)::uuid,
                       'ffffffff-ffff-ffff-ffff-ffffffffffff'))
     ORDER BY r.given_on DESC, r.id DESC
     LIMIT $3 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $3),
                '[]')::text AS body,
       CASE WHEN count(*) > $3 THEN (array_agg(key ORDER BY n))[$3]
       END AS next
  FROM page
HAVING EXISTS (SELECT FROM establishment e WHERE e.id = $1);
