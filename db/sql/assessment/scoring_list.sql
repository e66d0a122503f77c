-- What the caller was asked to score, in the order in which it was.
--
-- $1 query.waiting boolean (or NULL: any)
-- $2 cursor text
-- $3 limit int
-- returns body text, next text
WITH page AS (
    SELECT o.body, o.assigned_at || '|' || o.entry_id AS key,
           row_number() OVER (ORDER BY o.assigned_at, o.entry_id) AS n
      FROM own_scorings() AS o
     WHERE ($1::boolean IS NULL OR o.waits = $1)
       AND (o.assigned_at, o.entry_id)
           > (coalesce(split_part($2, '|', 1)::timestamptz, '-infinity'),
              coalesce(split_part($2, '|', 2)::uuid,
                       '00000000-0000-0000-0000-000000000000'))
     ORDER BY o.assigned_at, o.entry_id
     LIMIT $3 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $3),
                '[]')::text AS body,
       CASE WHEN count(*) > $3 THEN (array_agg(key ORDER BY n))[$3]
       END AS next
  FROM page;
