-- One home of the directory as a piece of HTML that nginx puts into the site's
-- page, for whoever's browser runs no script; none while it has no active,
-- listed accreditation. Every word that somebody has written is html_text().
-- role: public
--
-- $1 path.establishment_id uuid
-- returns body text
WITH home AS (
    SELECT e.name, e.line_1, e.line_2, e.town, e.postcode, e.capacity,
           e.vacancies, e.profile, e.updated_at, k.names, k.rating, k.schemes
      FROM establishment e
     CROSS JOIN listed_as(e.id, e.inspected, e.inspected_at) AS k
     WHERE e.id = $1),
fact (n, key, value) AS (
    SELECT v.* FROM home h
     CROSS JOIN LATERAL (VALUES
           (1, 'Address', concat_ws('<br>', html_text(h.line_1),
               html_text(h.line_2), html_text(h.town),
               html_text(postcode_text(h.postcode)))),
           (2, 'Telephone', html_text(h.profile ->> 'phone')),
           (3, 'Kind of care', html_text((
               SELECT string_agg(k.kind, ', ' ORDER BY k.kind)
                 FROM json_array_elements_text(h.names) AS k (kind)))),
           (4, 'Inspectors’ rating', html_text(first_capital(
               rating_words(h.rating)))),
           (5, 'Number of places', h.capacity::text),
           (6, 'Free places', CASE WHEN h.vacancies IS NULL
               THEN 'Ask the home' ELSE h.vacancies || ', as of ' || to_char(
                   h.updated_at AT TIME ZONE 'Europe/London',
                   'FMDD FMMonth YYYY') END),
           (7, 'Accredited by', (
               SELECT string_agg(html_text(o.name || ': ' || s.name), '<br>'
                                 ORDER BY s.name, s.id)
                 FROM scheme s
                 JOIN organisation o ON o.id = s.lead_id
                WHERE s.id = ANY (h.schemes)))) AS v (n, key, value)
     WHERE v.value IS NOT NULL)
SELECT format(E'<h1 class="govuk-heading-l">%s</h1>\n%s'
              '<dl class="govuk-summary-list">\n%s\n</dl>',
           html_text(h.name),
           '<p class="govuk-body-l">' || html_text(h.profile ->> 'summary')
               || E'</p>\n',
           (SELECT string_agg(format(
                '<div class="govuk-summary-list__row">'
                '<dt class="govuk-summary-list__key">%s</dt>'
                '<dd class="govuk-summary-list__value">%s</dd></div>',
                f.key, f.value), E'\n' ORDER BY f.n) FROM fact f)) AS body
  FROM home h;
