-- Each time that somebody looked into registers about an entry, newest first.
--
-- $1 path.application_id uuid
-- $2 path.entry_id uuid
-- $3 cursor text
-- $4 limit int
-- returns body text, next text
WITH page AS (
    SELECT d.body, d.version::text AS key,
           row_number() OVER (ORDER BY d.version DESC) AS n
      FROM due_diligence_shown d
      JOIN entry e ON e.id = d.entry_id
     WHERE e.id = $2 AND e.application_id = $1
       AND ($3::text IS NULL OR d.version < $3::integer)
     ORDER BY d.version DESC
     LIMIT $4 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $4),
                '[]')::text AS body,
       CASE WHEN count(*) > $4 THEN (array_agg(key ORDER BY n))[$4]
       END AS next
  FROM page
HAVING EXISTS (SELECT FROM entry e
                WHERE e.id = $2 AND e.application_id = $1);
