-- The partners of a scheme with their placements in these days, by name, and
-- whether the caller is in the scheme at all (R020).
--
-- $1 path.scheme_id uuid
-- $2 query.from date
-- $3 query.to date
-- $4 query.category_id uuid
-- returns body text
SELECT (SELECT coalesce(json_agg(json_build_object(
                   'organisation_id', t.id, 'name', t.name,
                   'placements', t.placements) ORDER BY t.name, t.id), '[]')
          FROM (SELECT o.id, o.name, coalesce(sum(p.placements) FILTER (
                           WHERE $4 IS NULL OR p.category_id = $4),
                           0)::bigint AS placements
                  FROM scheme_council c
                  JOIN organisation o ON o.id = c.organisation_id
                  LEFT JOIN scheme_placements($1,
                       coalesce($2, '-infinity'), coalesce($3, 'infinity')) AS p
                    ON p.council_id = c.organisation_id
                 WHERE c.scheme_id = $1 AND c.kind = 'partner'
                 GROUP BY o.id, o.name) AS t)::text AS body
 WHERE is_in_scheme($1);
