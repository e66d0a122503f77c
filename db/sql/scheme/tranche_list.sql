-- The tranches of a scheme by deadline; no row for a scheme that the caller
-- may not see.
-- role: public staff
--
-- $1 path.scheme_id uuid
-- $2 cursor text
-- $3 limit int
-- returns body text, next text
WITH page AS (
    SELECT t.body, t.deadline::text AS key,
           row_number() OVER (ORDER BY t.deadline) AS n
      FROM tranche_shown t
     WHERE t.scheme_id = $1
       AND t.deadline > coalesce($2::timestamptz, '-infinity')
     ORDER BY t.deadline
     LIMIT $3 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $3),
                '[]')::text AS body,
       CASE WHEN count(*) > $3 THEN (array_agg(key ORDER BY n))[$3]
       END AS next
  FROM page
HAVING EXISTS (SELECT FROM scheme s WHERE s.id = $1);
