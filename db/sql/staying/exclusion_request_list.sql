-- Requests to exclude a home, newest first.
--
-- $1 query.state text (open, answered, or NULL: any)
-- $2 query.accreditation_id uuid (or NULL: any)
-- $3 cursor text
-- $4 limit int
-- returns body text, next text
WITH page AS (
    SELECT x.body, x.requested_at || '|' || x.id AS key,
           row_number() OVER (ORDER BY x.requested_at DESC, x.id DESC) AS n
      FROM exclusion_request_shown x
     WHERE ($1::text IS NULL OR ($1 = 'open') = (x.outcome IS NULL))
       AND ($2::uuid IS NULL OR x.accreditation_id = $2)
       AND (x.requested_at, x.id)
           < (coalesce(split_part($3, '|', 1)::timestamptz, 'infinity'),
              coalesce(split_part($3, '|', 2)::uuid,
                       'ffffffff-ffff-ffff-ffff-ffffffffffff'))
     ORDER BY x.requested_at DESC, x.id DESC
     LIMIT $4 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $4),
                '[]')::text AS body,
       CASE WHEN count(*) > $4 THEN (array_agg(key ORDER BY n))[$4]
       END AS next
  FROM page;
