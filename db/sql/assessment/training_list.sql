-- What a person of the caller's organisation has learnt, newest first; no row
-- for anybody else.
--
-- $1 path.user_id uuid
-- $2 cursor text
-- $3 limit int
-- returns body text, next text
WITH page AS (
    SELECT t.body, t.recorded_at || '|' || t.id AS key,
           row_number() OVER (ORDER BY t.recorded_at DESC, t.id DESC) AS n
      FROM evaluator_training_shown t
     WHERE t.user_id = $1
       AND (t.recorded_at, t.id)
           < (coalesce(split_part($2, '|', 1)::timestamptz, 'infinity'),
              coalesce(split_part($2, '|', 2)::uuid,
                       'ffffffff-ffff-ffff-ffff-ffffffffffff'))
     ORDER BY t.recorded_at DESC, t.id DESC
     LIMIT $3 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $3),
                '[]')::text AS body,
       CASE WHEN count(*) > $3 THEN (array_agg(key ORDER BY n))[$3]
       END AS next
  FROM page
HAVING EXISTS (SELECT FROM app_user u WHERE u.id = $1);
