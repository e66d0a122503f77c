-- The versions of a scheme, the latest first; no row for a scheme that the
-- caller may not see.
-- role: public staff
--
-- $1 path.scheme_id uuid
-- $2 cursor text
-- $3 limit int
-- returns body text, next text
WITH page AS (
    SELECT v.body, v.version::text AS key,
           row_number() OVER (ORDER BY v.version DESC) AS n
      FROM scheme_version_shown v
     WHERE v.scheme_id = $1
       AND ($2::text IS NULL OR v.version < $2::integer)
     ORDER BY v.version DESC
     LIMIT $3 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $3),
                '[]')::text AS body,
       CASE WHEN count(*) > $3 THEN (array_agg(key ORDER BY n))[$3]
       END AS next
  FROM page
HAVING EXISTS (SELECT FROM scheme s WHERE s.id = $1);
