-- The conditions of an accreditation, in their order.
--
-- $1 path.accreditation_id uuid
-- $2 cursor text
-- $3 limit int
-- returns body text, next text
WITH page AS (
    SELECT k.body, k.place::text AS key,
           row_number() OVER (ORDER BY k.place) AS n
      FROM accreditation_condition_shown k
     WHERE k.accreditation_id = $1
       AND ($2::text IS NULL OR k.place > $2::integer)
     ORDER BY k.place
     LIMIT $3 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $3),
                '[]')::text AS body,
       CASE WHEN count(*) > $3 THEN (array_agg(key ORDER BY n))[$3]
       END AS next
  FROM page
HAVING EXISTS (SELECT FROM accreditation a WHERE a.id = $1);
