-- Requests to raise a head, newest first: a provider's own, a lead's schemes'.
--
-- $1 query.accreditation_id uuid (or NULL: any)
-- $2 query.scheme_id uuid (or NULL: any)
-- $3 query.state text (or NULL: any)
-- $4 cursor text
-- $5 limit int
-- returns body text, next text
WITH page AS (
    SELECT u.body, u.asked_at || '|' || u.id AS key,
           row_number() OVER (ORDER BY u.asked_at DESC, u.id DESC) AS n
      FROM uplift_shown u
     WHERE ($1::uuid IS NULL OR u.accreditation_id = $1)
       AND ($2::uuid IS NULL OR u.scheme_id = $2)
       AND ($3::text IS NULL OR u.state = $3)
       AND (u.asked_at, u.id)
           < (coalesce(split_part($4, '|', 1)::timestamptz, 'infinity'),
              coalesce(split_part($4, '|', 2)::uuid,
                       'ffffffff-ffff-ffff-ffff-ffffffffffff'))
     ORDER BY u.asked_at DESC, u.id DESC
     LIMIT $5 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $5),
                '[]')::text AS body,
       CASE WHEN count(*) > $5 THEN (array_agg(key ORDER BY n))[$5]
       END AS next
  FROM page;
