-- What grades mean, the newest rows first: those for everybody, and those of
-- the schemes that the caller sees.
-- role: staff public
--
-- $1 query.scheme_id uuid (or NULL: any), $2 query.regulator text (or NULL)
-- $3 cursor text
-- $4 limit int
-- returns body text, next text
WITH page AS (
    SELECT s.body, s.valid_from || '|' || s.id AS key,
           row_number() OVER (ORDER BY s.valid_from DESC, s.id DESC) AS n
      FROM rating_scale_shown s
     WHERE ($1::uuid IS NULL OR s.scheme_id = $1)
       AND ($2::text IS NULL OR s.regulator = $2)
       AND (s.valid_from, s.id)
           < (coalesce(split_part($3, '|', 1)::date, 'infinity'),
              coalesce(split_part($3, '|', 2)::uuid,
                       'ffffffff-ffff-ffff-ffff-ffffffffffff'))
     ORDER BY s.valid_from DESC, s.id DESC
     LIMIT $4 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $4),
                '[]')::text AS body,
       CASE WHEN count(*) > $4 THEN (array_agg(key ORDER BY n))[$4]
       END AS next
  FROM page;
