-- A page of the services: every home of the directory is one.
-- role: public
--
-- $1 query.page int (or NULL: 1)
-- $2 query.per_page int (or NULL: 50; of the minimal form 10,000)
-- $3 query.full boolean (or NULL: false)
-- $4 query.postcode text (or NULL)
-- $5 query.proximity int (metres; or NULL)
-- $6 query.search text (in name or town, or NULL)
-- $7 query.taxonomy_term_id uuid (or NULL)
-- $8 query.taxonomy_id uuid (or NULL)
-- $9 query.organization_id uuid (or NULL)
-- $10 query.modified_after timestamptz (or NULL)
-- $11 query.minimum_age int (or NULL)
-- $12 query.maximum_age int (or NULL)
-- $13 query.minimal boolean (or NULL: false)
-- returns body text
WITH found AS MATERIALIZED (
    SELECT f.id, f.n, f.accredited_at
      FROM openreferral_find($4, $5, $6, $7, $8, $9, $10, $11, $12) AS f),
asked AS MATERIALIZED (
    SELECT coalesce($1, 1) AS page,
           coalesce($2, CASE WHEN $13 THEN 10000 ELSE 50 END)::bigint AS size),
page AS MATERIALIZED (
    SELECT f.* FROM asked a, found f
     WHERE f.n > (a.page - 1) * a.size AND f.n <= a.page * a.size)
SELECT openreferral_page((SELECT count(*) FROM found), a.page, a.size,
           CASE WHEN $13 THEN (
               SELECT jsonb_agg(jsonb_build_object(
                          'id', e.id,
                          'modified_date', utc_text(greatest(
                              e.updated_at, p.accredited_at)))
                      ORDER BY p.n)
                 FROM page p
                 JOIN establishment e ON e.id = p.id)
           ELSE (
               SELECT jsonb_agg(s.body ORDER BY p.n)
                 FROM openreferral_shown(ARRAY(SELECT id FROM page),
                          CASE WHEN $3 THEN 'whole' ELSE 'brief' END) AS s
                 JOIN page p ON p.id = s.id) END) AS body
  FROM asked a;
