-- Who scores an entry, in the order in which they were asked; for its lead and
-- its auditor. What they gave is in it once all have scored.
--
-- $1 path.application_id uuid
-- $2 path.entry_id uuid
-- $3 cursor text
-- $4 limit int
-- returns body text, next text
WITH page AS (
    SELECT r.body, r.assigned_at || '|' || r.scorer_id AS key,
           row_number() OVER (ORDER BY r.assigned_at, r.scorer_id) AS n
      FROM entry_scorer_shown r
     WHERE r.application_id = $1 AND r.entry_id = $2
       AND (r.assigned_at, r.scorer_id)
           > (coalesce(split_part($3, '|', 1)::timestamptz, '-infinity'),
              coalesce(split_part($3, '|', 2)::uuid,
                       '00000000-0000-0000-0000-000000000000'))
     ORDER BY r.assigned_at, r.scorer_id
     LIMIT $4 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $4),
                '[]')::text AS body,
       CASE WHEN count(*) > $4 THEN (array_agg(key ORDER BY n))[$4]
       END AS next
  FROM page
HAVING EXISTS (SELECT FROM entry e
                WHERE e.id = $2 AND e.application_id = $1);
