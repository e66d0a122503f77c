-- The imports into a scheme, newest first, with how many records each had and
-- how many of them became drafts; no row but for the scheme's lead and its
-- auditor.
--
-- $1 path.scheme_id uuid
-- $2 cursor text
-- $3 limit int
-- returns body text, next text
WITH page AS (
    SELECT json_build_object(
               'id', i.id, 'source', i.source,
               'imported_at', utc_text(i.imported_at),
               'records', r.records, 'drafted', r.drafted) AS body,
           i.imported_at || '|' || i.id AS key,
           row_number() OVER (ORDER BY i.imported_at DESC, i.id DESC) AS n
      FROM accreditation_import i
     CROSS JOIN LATERAL (
           SELECT count(*) AS records,
                  count(*) FILTER (WHERE x.outcome = 'drafted') AS drafted
             FROM imported_record x WHERE x.import_id = i.id) AS r
     WHERE i.scheme_id = $1
       AND (i.imported_at, i.id)
           < (coalesce(split_part($2, '|', 1)::timestamptz, 'infinity'),
              coalesce(split_part($2, '|', 2)::uuid,
                       'ffffffff-ffff-ffff-ffff-ffffffffffff'))
     ORDER BY i.imported_at DESC, i.id DESC
     LIMIT $3 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $3),
                '[]')::text AS body,
       CASE WHEN count(*) > $3 THEN (array_agg(key ORDER BY n))[$3]
       END AS next
  FROM page
HAVING EXISTS (SELECT FROM scheme s
                WHERE s.id = $1 AND s.lead_id = (SELECT me_org()));
