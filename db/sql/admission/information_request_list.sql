-- The requests on an application, newest first; no row for one that the caller
-- may not see.
--
-- $1 path.application_id uuid
-- $2 cursor text
-- $3 limit int
-- returns body text, next text
WITH page AS (
    SELECT r.body, r.asked_at || '|' || r.id AS key,
           row_number() OVER (ORDER BY r.asked_at DESC, r.id DESC) AS n
      FROM information_request_shown r
     WHERE r.application_id = $1
       AND (r.asked_at, r.id)
           < (coalesce(split_part($2, '|', 1)::timestamptz, 'infinity'),
              coalesce(split_part($2, '|', 2)::uuid,
                       'ffffffff-ffff-ffff-ffff-ffffffffffff'))
     ORDER BY r.asked_at DESC, r.id DESC
     LIMIT $3 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $3),
                '[]')::text AS body,
       CASE WHEN count(*) > $3 THEN (array_agg(key ORDER BY n))[$3]
       END AS next
  FROM page
HAVING EXISTS (SELECT FROM application p WHERE p.id = $1);
