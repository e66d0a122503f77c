-- What was asked about a scheme, oldest first: the lead's and its auditor's
-- whole list, a provider's own; no row for a scheme that the caller may not
-- see.
--
-- $1 path.scheme_id uuid
-- $2 cursor text
-- $3 limit int
-- returns body text, next text
WITH page AS (
    SELECT r.body, r.asked_at || '|' || r.id AS key,
           row_number() OVER (ORDER BY r.asked_at, r.id) AS n
      FROM clarification_request_shown r
     WHERE r.scheme_id = $1
       AND (r.asked_at, r.id)
           > (coalesce(split_part($2, '|', 1)::timestamptz, '-infinity'),
              coalesce(split_part($2, '|', 2)::uuid,
                       '00000000-0000-0000-0000-000000000000'))
     ORDER BY r.asked_at, r.id
     LIMIT $3 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $3),
                '[]')::text AS body,
       CASE WHEN count(*) > $3 THEN (array_agg(key ORDER BY n))[$3]
       END AS next
  FROM page
HAVING EXISTS (SELECT FROM scheme s WHERE s.id = $1);
