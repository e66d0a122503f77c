-- The reviews of what an accreditation carries, the last one first; no row
-- for an accreditation that the caller may not see.
--
-- $1 path.accreditation_id uuid
-- $2 cursor text
-- $3 limit int
-- returns body text, next text
WITH page AS (
    SELECT r.body, r.number,
           row_number() OVER (ORDER BY r.number DESC) AS n
      FROM score_review_shown r
     WHERE r.accreditation_id = $1
       AND ($2::text IS NULL OR r.number < $2::integer)
     ORDER BY r.number DESC
     LIMIT $3 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $3),
                '[]')::text AS body,
       CASE WHEN count(*) > $3 THEN (array_agg(number::text ORDER BY n))[$3]
       END AS next
  FROM page
HAVING EXISTS (SELECT FROM accreditation a WHERE a.id = $1);
