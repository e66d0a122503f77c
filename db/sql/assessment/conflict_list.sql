-- What everybody has declared about an application, oldest first; for its lead
-- and its auditor.
--
-- $1 path.application_id uuid
-- $2 cursor text
-- $3 limit int
-- returns body text, next text
WITH page AS (
    SELECT d.body, d.declared_at || '|' || d.person_id AS key,
           row_number() OVER (ORDER BY d.declared_at, d.person_id) AS n
      FROM conflict_declaration_shown d
     WHERE d.application_id = $1
       AND (d.declared_at, d.person_id)
           > (coalesce(split_part($2, '|', 1)::timestamptz, '-infinity'),
              coalesce(split_part($2, '|', 2)::uuid,
                       '00000000-0000-0000-0000-000000000000'))
     ORDER BY d.declared_at, d.person_id
     LIMIT $3 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $3),
                '[]')::text AS body,
       CASE WHEN count(*) > $3 THEN (array_agg(key ORDER BY n))[$3]
       END AS next
  FROM page
HAVING EXISTS (SELECT FROM application p WHERE p.id = $1);
