-- The audits of an accreditation, newest first; no row for one that the caller
-- may not see.
--
-- $1 path.accreditation_id uuid
-- $2 cursor text
-- $3 limit int
-- returns body text, next text
WITH page AS (
    SELECT u.body, u.recorded_at || '|' || u.id AS key,
           row_number() OVER (ORDER BY u.recorded_at DESC, u.id DESC) AS n
      FROM accreditation_audit_shown u
     WHERE u.accreditation_id = $1
       AND (u.recorded_at, u.id)
           < (coalesce(split_part($2, '|', 1)::timestamptz, 'infinity'),
              coalesce(split_part($2, '|', 2)::uuid,
                       'ffffffff-ffff-ffff-ffff-ffffffffffff'))
     ORDER BY u.recorded_at DESC, u.id DESC
     LIMIT $3 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $3),
                '[]')::text AS body,
       CASE WHEN count(*) > $3 THEN (array_agg(key ORDER BY n))[$3]
       END AS next
  FROM page
HAVING EXISTS (SELECT FROM accreditation a WHERE a.id = $1);
