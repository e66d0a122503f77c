-- Accreditations, newest first: all of a scheme for its lead and councils, a
-- provider's own (R051: no sub-lists by county). First the page, then what it
-- shows: the homes of all the others are not looked at.
--
-- $1 query.scheme_id uuid (or NULL: any)
-- $2 query.category_id uuid (or NULL: any)
-- $3 query.state text (or NULL: any)
-- $4 cursor text
-- $5 limit int
-- $6 query.audit text (overdue, or NULL: any)
-- returns body text, next text
WITH page AS MATERIALIZED (
    SELECT a.id, a.accredited_at || '|' || a.id AS key,
           row_number() OVER (ORDER BY a.accredited_at DESC, a.id DESC) AS n
      FROM accreditation a
     WHERE ($1::uuid IS NULL OR a.scheme_id = $1)
       AND ($2::uuid IS NULL OR a.category_id = $2)
       AND ($3::text IS NULL
            OR $3 = accreditation_state_at(a.state, a.stands_until,
                        a.review_at, (SELECT now_utc())))
       AND ($6::text IS NULL
            OR (a.audit_due_on < london_day((SELECT now_utc()))
                AND a.state NOT IN ('removed', 'withdrawn')))
       AND (a.accredited_at, a.id)
           < (coalesce(split_part($4, '|', 1)::timestamptz, 'infinity'),
              coalesce(split_part($4, '|', 2)::uuid,
                       'ffffffff-ffff-ffff-ffff-ffffffffffff'))
     ORDER BY a.accredited_at DESC, a.id DESC
     LIMIT $5 + 1)
SELECT coalesce(json_agg((SELECT s.body FROM accreditation_shown s
                           WHERE s.id = p.id) ORDER BY p.n)
                    FILTER (WHERE p.n <= $5), '[]')::text AS body,
       CASE WHEN count(*) > $5 THEN (array_agg(p.key ORDER BY p.n))[$5]
       END AS next
  FROM page p;
