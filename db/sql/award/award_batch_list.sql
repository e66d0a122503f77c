-- The published awards, newest quarter first; of each scheme's quarter the
-- version that counts.
-- role: public staff
--
-- $1 query.scheme_id uuid (or NULL: any)
-- $2 query.quarter text (like 2026-Q3, or NULL: any)
-- $3 cursor text
-- $4 limit int
-- returns body text, next text
WITH page AS (
    SELECT b.body, b.quarter || '|' || b.id AS key,
           row_number() OVER (ORDER BY b.quarter DESC, b.id DESC) AS n
      FROM award_batch_shown b
     WHERE b.newest
       AND ($1::uuid IS NULL OR b.scheme_id = $1)
       AND ($2::text IS NULL OR b.quarter = make_date(
               left($2, 4)::integer, 3 * right($2, 1)::integer - 2, 1))
       AND (b.quarter, b.id)
           < (coalesce(split_part($3, '|', 1)::date, 'infinity'),
              coalesce(split_part($3, '|', 2)::uuid,
                       'ffffffff-ffff-ffff-ffff-ffffffffffff'))
     ORDER BY b.quarter DESC, b.id DESC
     LIMIT $4 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $4),
                '[]')::text AS body,
       CASE WHEN count(*) > $4 THEN (array_agg(key ORDER BY n))[$4]
       END AS next
  FROM page;
