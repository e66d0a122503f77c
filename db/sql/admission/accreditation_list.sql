-- Accreditations, newest first: all of a scheme for its lead and councils, a
-- provider's own (R051: no sub-lists by county).
--
-- $1 query.scheme_id uuid (or NULL: any)
-- $2 query.category_id uuid (or NULL: any)
-- $3 query.state text (or NULL: any)
-- $4 cursor text
-- $5 limit int
-- returns body text, next text
WITH page AS (
    SELECT a.body, a.accredited_at || '|' || a.id AS key,
           row_number() OVER (ORDER BY a.accredited_at DESC, a.id DESC) AS n
      FROM accreditation_shown a
     WHERE ($1::uuid IS NULL OR a.scheme_id = $1)
       AND ($2::uuid IS NULL OR a.category_id = $2)
       AND ($3::text IS NULL OR a.state = $3)
       AND (a.accredited_at, a.id)
           < (coalesce(split_part($4, '|', 1)::timestamptz, 'infinity'),
              coalesce(split_part($4, '|', 2)::uuid,
                       'ffffffff-ffff-ffff-ffff-ffffffffffff'))
     ORDER BY a.accredited_at DESC, a.id DESC
     LIMIT $5 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $5),
                '[]')::text AS body,
       CASE WHEN count(*) > $5 THEN (array_agg(key ORDER BY n))[$5]
       END AS next
  FROM page;
