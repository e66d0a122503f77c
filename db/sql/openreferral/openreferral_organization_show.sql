-- An organization with its numbers in registers and its services; none while
-- it has no home in the directory.
-- role: public
--
-- $1 path.organization_id uuid
-- $2 query.full_service boolean (or NULL: false)
-- returns body text
WITH home AS MATERIALIZED (
    SELECT array_agg(e.id) AS ids
      FROM establishment e
     WHERE e.provider_id = $1)
SELECT (o.own || jsonb_build_object(
           'organization_identifiers', coalesce((
               SELECT jsonb_agg(i.identifier ORDER BY i.place,
                                i.identifier->>'identifier')
                 FROM (SELECT 1 AS place, o.company AS identifier
                       UNION ALL
                       SELECT 2, s.body
                         FROM openreferral_shown(h.ids, 'registration') AS s)
                      AS i
                WHERE i.identifier IS NOT NULL), '[]'),
           'services', (
               SELECT jsonb_agg(s.body ORDER BY s.body->>'name', s.id)
                 FROM openreferral_shown(h.ids,
                          CASE WHEN $2 THEN 'inside' ELSE 'own' END)
                      AS s)))::text AS body
  FROM openreferral_organization o
 CROSS JOIN home h
 WHERE o.id = $1;
