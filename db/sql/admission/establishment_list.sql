-- The caller's own homes, newest first; an auditor's are those that its
-- policies show. Two branches, so that each walks an index in the order of the
-- list.
--
-- $1 cursor text
-- $2 limit int
-- returns body text, next text
WITH place AS MATERIALIZED (
    SELECT coalesce(split_part($1::text, '|', 1)::timestamptz,
                    'infinity') AS before,
           coalesce(split_part($1, '|', 2)::uuid,
                    'ffffffff-ffff-ffff-ffff-ffffffffffff') AS before_id
), found AS MATERIALIZED (
    (SELECT e.id, e.created_at
       FROM establishment e
      WHERE e.provider_id = (SELECT me_org())
        AND (e.created_at, e.id) < ((SELECT before FROM place),
                                    (SELECT before_id FROM place))
      ORDER BY e.created_at DESC, e.id DESC
      LIMIT $2::integer + 1)
    UNION ALL
    (SELECT e.id, e.created_at
       FROM establishment e
      WHERE (SELECT i_audit()) AND e.provider_id <> (SELECT me_org())
        AND (e.created_at, e.id) < ((SELECT before FROM place),
                                    (SELECT before_id FROM place))
      ORDER BY e.created_at DESC, e.id DESC
      LIMIT $2 + 1)
    ORDER BY created_at DESC, id DESC
    LIMIT $2 + 1
), page AS (
    SELECT f.id, f.created_at || '|' || f.id AS key,
           row_number() OVER (ORDER BY f.created_at DESC, f.id DESC) AS n
      FROM found f
)
SELECT coalesce(json_agg((SELECT s.body FROM establishment_shown s
                           WHERE s.id = p.id) ORDER BY p.n)
                    FILTER (WHERE p.n <= $2), '[]')::text AS body,
       CASE WHEN count(*) > $2 THEN (array_agg(p.key ORDER BY p.n))[$2]
       END AS next
  FROM page p;
