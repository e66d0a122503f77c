-- The caller's own homes, newest first; an auditor's are those that its
-- policies show.
--
-- $1 cursor text
-- $2 limit int
-- returns body text, next text
WITH page AS (
    SELECT e.body, e.created_at || '|' || e.id AS key,
           row_number() OVER (ORDER BY e.created_at DESC, e.id DESC) AS n
      FROM establishment_shown e
     WHERE (e.provider_id = (SELECT me_org())
            OR (SELECT me_role()) = 'auditor')
       AND (e.created_at, e.id)
           < (coalesce(split_part($1, '|', 1)::timestamptz, 'infinity'),
              coalesce(split_part($1, '|', 2)::uuid,
                       'ffffffff-ffff-ffff-ffff-ffffffffffff'))
     ORDER BY e.created_at DESC, e.id DESC
     LIMIT $2 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $2),
                '[]')::text AS body,
       CASE WHEN count(*) > $2 THEN (array_agg(key ORDER BY n))[$2]
       END AS next
  FROM page;
