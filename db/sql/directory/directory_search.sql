-- The public directory: homes with an active accreditation in a category that
-- is listed, found by directory_find(). The rating is that of the newest
-- accreditation, as in every other answer here.
-- role: public
--
-- $1 query.near text (a postcode, or NULL)
-- $2 query.radius_miles numeric (or NULL: 25 when near is given)
-- $3 query.category text (code, or NULL: any)
-- $4 query.rating text (or NULL: any)
-- $5 query.q text (in name or town, or NULL)
-- $6 cursor text
-- $7 limit int
-- returns body text, next text
WITH origin AS MATERIALIZED (SELECT search_origin($1, $2) AS at),
found AS MATERIALIZED (
    SELECT f.id, f.key, f.n, o.at
      FROM origin o,
           directory_find(o.at, coalesce($2, 25), $3, $4, $5, $6, $7 + 1) AS f),
item AS (
    SELECT f.n, f.key,
           json_build_object(
               'id', e.id,
               'name', e.name,
               'town', e.town,
               'postcode', postcode_text(e.postcode),
               'miles', grid_miles(e.grid, f.at),
               'categories', k.codes,
               'rating', k.rating,
               'vacancies', e.vacancies,
               'accredited_by', y.accredited_by) AS body
      FROM found f
      JOIN establishment e ON e.id = f.id
     CROSS JOIN LATERAL (
           SELECT json_agg(DISTINCT c.code) AS codes,
                  (array_agg(a.rating
                             ORDER BY a.accredited_at DESC, a.id DESC))[1]
                      AS rating,
                  array_agg(a.scheme_id) AS schemes
             FROM accreditation a
             JOIN category c ON c.id = a.category_id
            WHERE a.establishment_id = f.id) AS k
     CROSS JOIN LATERAL (
           SELECT json_agg(json_build_object(
                      'scheme', s.name,
                      'authority', o.name,
                      'badge_url', '/v1/directory/' || f.id || '/badge.svg')
                  ORDER BY s.name, s.id) AS accredited_by
             FROM scheme s
             JOIN organisation o ON o.id = s.lead_id
            WHERE s.id = ANY (k.schemes)) AS y)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $7),
                '[]')::text AS body,
       CASE WHEN count(*) > $7 THEN (array_agg(key ORDER BY n))[$7]
       END AS next
  FROM item;
