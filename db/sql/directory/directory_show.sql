-- One home of the directory; none while it has no active, listed accreditation.
-- role: public
--
-- $1 path.establishment_id uuid
-- $2 setting.enquiries boolean
-- returns body text
SELECT json_build_object(
           'id', e.id,
           'name', e.name,
           'line_1', e.line_1,
           'line_2', e.line_2,
           'town', e.town,
           'postcode', postcode_text(e.postcode),
           'grid', grid_json(e.grid),
           'categories', k.codes,
           'rating', k.rating,
           'regulator', json_build_object('scheme', e.regulator_scheme,
                                          'id', e.regulator_id),
           'inspections', inspections_shown(e.id),
           'capacity', e.capacity,
           'vacancies', e.vacancies,
           'profile', e.profile,
           'accredited_by', y.accredited_by,
           'enquiries', $2,
           'updated_at', utc_text(e.updated_at))::text AS body
  FROM establishment e
 CROSS JOIN LATERAL (
       SELECT json_agg(DISTINCT c.code) AS codes,
              (array_agg(rating_today(e.inspected, e.inspected_at,
                                      a.rating, a.accredited_at)
                         ORDER BY a.accredited_at DESC, a.id DESC))[1]
                  AS rating,
              array_agg(a.scheme_id) AS schemes
         FROM accreditation a
         JOIN category c ON c.id = a.category_id
        WHERE a.establishment_id = e.id) AS k
 CROSS JOIN LATERAL (
       SELECT json_agg(json_build_object(
                  'scheme', s.name,
                  'authority', o.name,
                  'badge_url', '/v1/directory/' || e.id || '/badge.svg')
              ORDER BY s.name, s.id) AS accredited_by
         FROM scheme s
         JOIN organisation o ON o.id = s.lead_id
        WHERE s.id = ANY (k.schemes)) AS y
 WHERE e.id = $1;
