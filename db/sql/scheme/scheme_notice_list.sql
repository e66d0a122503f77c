-- The notices of a scheme, newest first: the published ones, and for its lead
-- and its auditor the drafts. No row for a scheme that cannot be seen.
-- role: public staff
--
-- $1 path.scheme_id uuid
-- $2 cursor text
-- $3 limit int
-- returns body text, next text
WITH page AS (
    SELECT v.body, v.created_at || '|' || v.id AS key,
           row_number() OVER (ORDER BY v.created_at DESC, v.id DESC) AS n
      FROM scheme_notice_shown v
     WHERE v.scheme_id = $1
       AND (v.created_at, v.id)
           < (coalesce(split_part($2, '|', 1)::timestamptz, 'infinity'),
              coalesce(split_part($2, '|', 2)::uuid,
                       'ffffffff-ffff-ffff-ffff-ffffffffffff'))
     ORDER BY v.created_at DESC, v.id DESC
     LIMIT $3 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $3),
                '[]')::text AS body,
       CASE WHEN count(*) > $3 THEN (array_agg(key ORDER BY n))[$3]
       END AS next
  FROM page
HAVING EXISTS (SELECT FROM scheme s WHERE s.id = $1);
