-- A provider's invitations, newest first. A home whose accreditation does not
-- stand is not invited to what is still open: suspension takes effect at
-- once (R060); what is past stays in sight.
--
-- $1 query.state text (open, or closed: everything else), $2 cursor text
-- $3 limit int
-- returns body text, next text
WITH clock AS MATERIALIZED (
    SELECT now_utc() AS now,
           coalesce(split_part($2::text, ' ', 1)::timestamptz,
                    'infinity') AS before,
           split_part($2, ' ', 2)::uuid AS referral_id,
           split_part($2, ' ', 3)::uuid AS establishment_id
), page AS MATERIALIZED (
    SELECT i.referral_id, i.establishment_id, i.miles, i.invited_at,
           r.reference, r.title, r.council_id, r.category_id, r.urgency,
           r.deadline, e.name,
           CASE WHEN r.state = 'open' AND clock.now >= r.deadline
                THEN 'closed' ELSE r.state END AS state,
           row_number() OVER (ORDER BY i.invited_at DESC, i.referral_id,
                              i.establishment_id) AS n
      FROM clock
     CROSS JOIN invitation i
      JOIN referral r ON r.id = i.referral_id
      JOIN establishment e ON e.id = i.establishment_id
     WHERE i.provider_id = (SELECT me_org())
       AND i.invited_at <= clock.before
       AND ($2 IS NULL OR i.invited_at < clock.before
            OR (i.referral_id, i.establishment_id)
               > (clock.referral_id, clock.establishment_id))
       AND ($1::text IS NULL OR ($1 = 'open')
            = (r.state = 'open' AND clock.now < r.deadline))
       AND (r.state <> 'open' OR clock.now >= r.deadline
            OR EXISTS (SELECT FROM accreditation a
                        WHERE a.establishment_id = i.establishment_id
                          AND a.category_id = ANY (r.category_id
                                                   || r.also_in)
                          AND stands(a.state, a.stands_until, clock.now)))
     ORDER BY i.invited_at DESC, i.referral_id, i.establishment_id
     LIMIT $3::integer + 1
)
SELECT coalesce(json_agg(json_build_object(
           'referral_id', p.referral_id, 'reference', p.reference,
           'title', p.title,
           'council', json_build_object('id', o.id, 'name', o.name),
           'category', json_build_object('id', c.id, 'code', c.code,
               'name', c.name),
           'establishment', json_build_object('id', p.establishment_id,
               'name', p.name),
           'miles', p.miles, 'deadline', utc_text(p.deadline),
           'state', p.state, 'urgency', p.urgency,
           'response', CASE
               WHEN EXISTS (SELECT FROM bid b
                             WHERE b.referral_id = p.referral_id
                               AND b.establishment_id = p.establishment_id
                               AND b.withdrawn_at IS NULL) THEN 'bid'
               WHEN EXISTS (SELECT FROM refusal f
                             WHERE f.referral_id = p.referral_id
                               AND f.establishment_id = p.establishment_id)
               THEN 'refused' ELSE 'none' END,
           'invited_at', utc_text(p.invited_at)) ORDER BY p.n)
           FILTER (WHERE p.n <= $3), '[]')::text AS body,
       max(concat_ws(' ', utc_text(p.invited_at), p.referral_id,
               p.establishment_id))
           FILTER (WHERE p.n = $3
                     AND EXISTS (SELECT FROM page WHERE n > $3)) AS next
  FROM page p
  JOIN organisation o ON o.id = p.council_id
  JOIN category c ON c.id = p.category_id;
