-- The partners of a scheme with their placements in these days, by name.
--
-- $1 path.scheme_id uuid
-- $2 body.from date
-- $3 body.to date
-- returns body text
SELECT coalesce(json_agg(json_build_object('organisation_id', t.id,
           'name', t.name, 'placements', t.placements)
           ORDER BY t.name, t.id), '[]')::text AS body
  FROM (SELECT o.id, o.name, coalesce(sum(p.placements), 0)::bigint
                   AS placements
          FROM scheme_council c
          JOIN organisation o ON o.id = c.organisation_id
          LEFT JOIN scheme_placements($1, $2, $3) AS p
            ON p.council_id = c.organisation_id
         WHERE c.scheme_id = $1 AND c.kind = 'partner'
         GROUP BY o.id, o.name) AS t;
