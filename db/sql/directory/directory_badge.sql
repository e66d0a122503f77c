-- The mark of accreditation, drawn (R076): one line for each scheme. No row,
-- hence 404, the moment that nothing active and listed is left.
-- role: public
--
-- $1 path.establishment_id uuid
-- returns body text
SELECT format(
           '<svg xmlns="http://www.w3.org/2000/svg" role="img"'
           ' aria-labelledby="t" width="360" height="%1$s"'
           ' viewBox="0 0 360 %1$s">'
           '<title id="t">%2$s: accredited by %3$s</title>'
           '<rect x="1" y="1" width="358" height="%4$s" rx="8"'
           ' fill="#fff" stroke="#00703c" stroke-width="2"/>'
           '<circle cx="30" cy="32" r="16" fill="#00703c"/>'
           '<path d="M22 32l6 6 11-12" fill="none" stroke="#fff"'
           ' stroke-width="4"/>'
           '<g font-family="Arial, Helvetica, sans-serif" fill="#0b0c0c">'
           '<text x="56" y="38" font-size="18" font-weight="bold">'
           'Accredited</text>%5$s</g></svg>',
           56 + 44 * count(*), svg_text(e.name),
           string_agg(svg_text(o.name || ' (' || s.name || ')'), ', '
                      ORDER BY s.name, s.id),
           54 + 44 * count(*),
           string_agg(format(
               '<text x="16" y="%s" font-size="14">%s</text>'
               '<text x="16" y="%s" font-size="13" fill="#505a5f">%s</text>',
               68 + 44 * (s.n - 1), svg_text(s.name),
               86 + 44 * (s.n - 1), svg_text(o.name)), ''
               ORDER BY s.n)) AS body
  FROM establishment e
 CROSS JOIN LATERAL (
       SELECT s.id, s.name, s.lead_id,
              row_number() OVER (ORDER BY s.name, s.id) AS n
         FROM scheme s
        WHERE s.id IN (SELECT a.scheme_id FROM accreditation a
                        WHERE a.establishment_id = e.id)) AS s
  JOIN organisation o ON o.id = s.lead_id
 WHERE e.id = $1
 GROUP BY e.id, e.name;
