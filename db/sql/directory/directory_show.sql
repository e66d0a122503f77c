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
           'category_names', k.names,
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
 CROSS JOIN listed_as(e.id, e.inspected, e.inspected_at) AS k
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
