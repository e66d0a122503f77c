-- A council's referrals, or those its auditors may read, newest first. Few
-- members: who needs more asks for one. Two branches, so that each walks an
-- index in the order of the list; the second is for an auditor of the lead
-- authority.
--
-- $1 query.state text, $2 cursor text, $3 limit int
-- returns body text, next text
WITH clock AS MATERIALIZED (
    SELECT now_utc() AS now,
           coalesce(split_part($2::text, ' ', 1)::timestamptz,
                    'infinity') AS before,
           coalesce(split_part($2, ' ', 2)::uuid,
                    'ffffffff-ffff-ffff-ffff-ffffffffffff') AS before_id
), found AS (
    (SELECT r.* FROM referral r
      WHERE r.council_id = (SELECT me_org())
        AND ($1::text IS NULL
             OR $1 = CASE WHEN r.state = 'open'
                           AND (SELECT now FROM clock) >= r.deadline
                          THEN 'closed' ELSE r.state END)
        AND (r.created_at, r.id) < ((SELECT before FROM clock),
                                    (SELECT before_id FROM clock))
      ORDER BY r.created_at DESC, r.id DESC
      LIMIT $3::integer + 1)
    UNION ALL
    (SELECT r.* FROM referral r
      WHERE (SELECT i_audit()) AND r.lead_id = (SELECT me_org())
        AND r.council_id <> (SELECT me_org())
        AND ($1 IS NULL
             OR $1 = CASE WHEN r.state = 'open'
                           AND (SELECT now FROM clock) >= r.deadline
                          THEN 'closed' ELSE r.state END)
        AND (r.created_at, r.id) < ((SELECT before FROM clock),
                                    (SELECT before_id FROM clock))
      ORDER BY r.created_at DESC, r.id DESC
      LIMIT $3 + 1)
), page AS MATERIALIZED (
    SELECT f.*, row_number() OVER (ORDER BY f.created_at DESC, f.id DESC) AS n
      FROM found f
     ORDER BY n
     LIMIT $3 + 1
)
SELECT coalesce(json_agg(json_build_object(
           'id', p.id, 'reference', p.reference,
           'state', CASE WHEN p.state = 'open' AND clock.now >= p.deadline
                         THEN 'closed' ELSE p.state END,
           'scheme_id', p.scheme_id, 'category_id', p.category_id,
           'title', p.title, 'urgency', p.urgency, 'need_by', p.need_by,
           'outcode', p.outcode, 'children', p.children,
           'deadline', utc_text(p.deadline),
           'created_at', utc_text(p.created_at),
           'published_at', utc_text(p.published_at),
           'opened_at', utc_text(p.opened_at)) ORDER BY p.n)
           FILTER (WHERE p.n <= $3), '[]')::text AS body,
       max(utc_text(p.created_at) || ' ' || p.id)
           FILTER (WHERE p.n = $3
                     AND EXISTS (SELECT FROM page WHERE n > $3)) AS next
  FROM page p CROSS JOIN clock;
