-- The public directory: homes with an active accreditation in a category that
-- is listed, found by directory_find(). The rating is what was learned last, as
-- in every other answer here (listed_as()). The schemes of a page are few and
-- asked for once, not for each home.
-- role: public
--
-- $1 query.near text (a postcode, or NULL)
-- $2 query.radius_miles numeric (or NULL: 25 when near is given)
-- $3 query.category text (code, or NULL: any)
-- $4 query.rating text (or NULL: any)
-- $5 query.q text (in name or town, or NULL)
-- $6 cursor text
-- $7 limit int
-- returns body text, next text, origin text
WITH origin AS MATERIALIZED (SELECT search_origin($1, $2) AS at),
found AS MATERIALIZED (
    SELECT f.id, f.key, f.n, o.at
      FROM origin o,
           directory_find(o.at, coalesce($2, 25), $3, $4, $5, $6, $7 + 1) AS f),
home AS MATERIALIZED (
    SELECT f.n, f.key, f.at, e.id, e.name, e.town, e.postcode, e.grid,
           e.vacancies, k.codes, k.names, k.rating, k.schemes
      FROM found f
      JOIN establishment e ON e.id = f.id
     CROSS JOIN listed_as(e.id, e.inspected, e.inspected_at) AS k),
mark AS MATERIALIZED (
    SELECT s.id, s.name AS scheme,
           (SELECT o.name FROM organisation o WHERE o.id = s.lead_id)
               AS authority
      FROM scheme s
     WHERE s.id = ANY (ARRAY(SELECT unnest(h.schemes) FROM home h)))
SELECT coalesce((
           SELECT json_agg(i)
             FROM (SELECT h.id, h.name, h.town,
                          postcode_text(h.postcode) AS postcode,
                          grid_json(h.grid) AS grid,
                          grid_miles(h.grid, h.at) AS miles,
                          h.codes AS categories,
                          h.names AS category_names, h.rating, h.vacancies,
                          (SELECT json_agg(b)
                             FROM (SELECT m.scheme, m.authority,
                                          '/v1/directory/' || h.id
                                          || '/badge.svg' AS badge_url
                                     FROM mark m
                                    WHERE m.id = ANY (h.schemes)
                                    ORDER BY m.scheme, m.id) AS b)
                              AS accredited_by
                     FROM home h
                    WHERE h.n <= $7
                    ORDER BY h.n) AS i), '[]')::text AS body,
       (SELECT h.key FROM home h
         WHERE h.n = $7 AND EXISTS (SELECT FROM home WHERE n > $7)) AS next,
       (SELECT grid_json(o.at)::text FROM origin o) AS origin;
