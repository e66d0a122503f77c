-- The figures of an accreditation on a day, today unless told, and how they
-- came to be: all reviews and price changes that are known. What a council
-- has for a cap of its own, and whether the home is below it (R049).
--
-- $1 path.accreditation_id uuid
-- $2 query.on date
-- returns body text
SELECT json_build_object(
           'accreditation_id', a.id,
           'on', now.day,
           'core_score', core_score_in_force(a.id, a.core_score, now.day,
                                             now.at),
           'core_pence', f.core_pence,
           'core_total_pence', core_total(f.core_pence),
           'discounts', a.discounts,
           'core_cap_pence', c.core_cap_pence,
           'council_caps', (
               SELECT coalesce(json_agg(json_build_object(
                          'organisation', json_build_object(
                              'id', k.organisation_id, 'name', k.name),
                          'core_cap_pence', k.core_cap_pence,
                          'within', core_total(f.core_pence)
                                    <= k.core_cap_pence)
                          ORDER BY k.name, k.organisation_id), '[]')
                 FROM council_cap_shown k
                WHERE k.category_id = a.category_id
                  AND k.core_cap_pence IS NOT NULL),
           'scores', (
               SELECT json_agg(json_build_object(
                          'core_score', s.core_score,
                          'effective_on', s.effective_on,
                          'review_id', s.id)
                      ORDER BY s.effective_on, s.number)
                 FROM (SELECT a.core_score,
                              london_day(a.accredited_at) AS effective_on,
                              NULL::uuid AS id, 0 AS number
                        UNION ALL
                       SELECT r.core_score, r.effective_on, r.id, r.number
                         FROM score_review r
                        WHERE r.accreditation_id = a.id) AS s),
           'prices', (
               SELECT coalesce(json_agg(json_build_object(
                          'head', p.head,
                          'pence', p.pence,
                          'effective_on', p.effective_on,
                          'uplift_id', p.uplift_id)
                      ORDER BY p.head, p.effective_on, p.number), '[]')
                 FROM (SELECT h.key AS head, h.value::bigint AS pence,
                              london_day(a.accredited_at) AS effective_on,
                              NULL::uuid AS uplift_id, 0 AS number
                         FROM jsonb_each_text(a.core_pence) AS h
                        UNION ALL
                       SELECT x.head, x.pence, x.effective_on, x.uplift_id,
                              x.number
                         FROM price_change x
                        WHERE x.accreditation_id = a.id) AS p))::text AS body
  FROM (SELECT now_utc() AS at, coalesce($2, london_day(now_utc())) AS day)
       AS now
 CROSS JOIN accreditation a
  JOIN category c ON c.id = a.category_id
 CROSS JOIN LATERAL (
       SELECT core_pence_in_force(a.id, a.core_pence, now.day, now.at)
                  AS core_pence) AS f
 WHERE a.id = $1;
