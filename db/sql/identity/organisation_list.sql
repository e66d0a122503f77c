-- Organisations by name, to choose one from. Who sees which is the policy's
-- business; providers are not let in at all (api/routes.c).
--
-- $1 query.kind text (or NULL: any)
-- $2 query.q text (anywhere in the name, or NULL)
-- $3 cursor text (id and name of the last one seen)
-- $4 limit int
-- returns body text, next text
WITH page AS (
    SELECT o.id, o.kind, o.name, o.company_number,
           row_number() OVER (ORDER BY o.name, o.id) AS n
      FROM organisation o
     WHERE ($1::text IS NULL OR o.kind = $1)
       AND ($2::text IS NULL OR position(lower($2) IN lower(o.name)) > 0)
       AND ($3::text IS NULL
            OR (o.name, o.id) > (substr($3, 38), left($3, 36)::uuid))
     ORDER BY o.name, o.id
     LIMIT $4 + 1)
SELECT coalesce(json_agg(json_build_object(
           'id', p.id, 'kind', p.kind, 'name', p.name,
           'company_number', p.company_number) ORDER BY p.n)
           FILTER (WHERE p.n <= $4), '[]')::text AS body,
       max(p.id || '|' || p.name)
           FILTER (WHERE p.n = $4
                     AND EXISTS (SELECT FROM page WHERE n > $4)) AS next
  FROM page p;
