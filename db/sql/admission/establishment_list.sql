-- The caller's own homes, newest first.
--
-- $1 caller.organisation uuid
-- $2 cursor text
-- $3 limit int
-- returns body text, next text
WITH page AS (
    SELECT e.body, e.created_at || '|' || e.id AS key,
           row_number() OVER (ORDER BY e.created_at DESC, e.id DESC) AS n
      FROM establishment_shown e
     WHERE e.provider_id = $1
       AND (e.created_at, e.id)
           < (coalesce(split_part($2, '|', 1)::timestamptz, 'infinity'),
              coalesce(split_part($2, '|', 2)::uuid,
                       'ffffffff-ffff-ffff-ffff-ffffffffffff'))
     ORDER BY e.created_at DESC, e.id DESC
     LIMIT $3 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $3),
                '[]')::text AS body,
       CASE WHEN count(*) > $3 THEN (array_agg(key ORDER BY n))[$3]
       END AS next
  FROM page;
