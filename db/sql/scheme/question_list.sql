-- A scheme's library by kind and code; no row for a scheme that the caller may
-- not see.
-- role: public staff
--
-- $1 path.scheme_id uuid
-- $2 cursor text
-- $3 limit int
-- returns body text, next text
WITH page AS (
    SELECT q.body, q.kind || '|' || q.code AS key,
           row_number() OVER (ORDER BY q.kind, q.code) AS n
      FROM scheme_question_shown q
     WHERE q.scheme_id = $1
       AND ($2::text IS NULL OR (q.kind, q.code)
            > (split_part($2, '|', 1), split_part($2, '|', 2)))
     ORDER BY q.kind, q.code
     LIMIT $3 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $3),
                '[]')::text AS body,
       CASE WHEN count(*) > $3 THEN (array_agg(key ORDER BY n))[$3]
       END AS next
  FROM page
HAVING EXISTS (SELECT FROM scheme s WHERE s.id = $1);
