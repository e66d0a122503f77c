-- Enquiries, newest first, without what was written.
--
-- $1 query.state text (or NULL: any)
-- $2 query.establishment_id uuid (or NULL: any)
-- $3 cursor text
-- $4 limit int
-- returns body text, next text
WITH page AS (
    SELECT q.item, q.sent_at || '|' || q.id AS key,
           row_number() OVER (ORDER BY q.sent_at DESC, q.id DESC) AS n
      FROM enquiry_shown q
     WHERE ($1::text IS NULL OR q.state = $1)
       AND ($2::uuid IS NULL OR q.establishment_id = $2)
       AND (q.sent_at, q.id)
           < (coalesce(split_part($3, '|', 1)::timestamptz, 'infinity'),
              coalesce(split_part($3, '|', 2)::uuid,
                       'ffffffff-ffff-ffff-ffff-ffffffffffff'))
     ORDER BY q.sent_at DESC, q.id DESC
     LIMIT $4 + 1)
SELECT coalesce(json_agg(item ORDER BY n) FILTER (WHERE n <= $4),
                '[]')::text AS body,
       CASE WHEN count(*) > $4 THEN (array_agg(key ORDER BY n))[$4]
       END AS next
  FROM page;
