-- Awards outside the process, newest first (R018); no row for who is not in
-- the scheme.
--
-- $1 path.scheme_id uuid
-- $2 cursor text
-- $3 limit int
-- returns body text, next text
WITH page AS (
    SELECT t.body, t.created_at || '|' || t.id AS key,
           row_number() OVER (ORDER BY t.created_at DESC, t.id DESC) AS n
      FROM deviation_shown t
     WHERE t.scheme_id = $1
       AND (t.created_at, t.id)
           < (coalesce(split_part($2, '|', 1)::timestamptz, 'infinity'),
              coalesce(split_part($2, '|', 2)::uuid,
                       'ffffffff-ffff-ffff-ffff-ffffffffffff'))
     ORDER BY t.created_at DESC, t.id DESC
     LIMIT $3 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $3),
                '[]')::text AS body,
       CASE WHEN count(*) > $3 THEN (array_agg(key ORDER BY n))[$3]
       END AS next
  FROM page
HAVING is_in_scheme($1);
