-- A page of the services at their locations: every home of the directory is
-- one.
-- role: public
--
-- $1 query.page int (or NULL: 1)
-- $2 query.per_page int (or NULL: 50)
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
-- returns body text
WITH found AS MATERIALIZED (
    SELECT f.id, f.n
      FROM openreferral_find($4, $5, $6, $7, $8, $9, $10, $11, $12) AS f),
asked AS MATERIALIZED (
    SELECT coalesce($1, 1) AS page, coalesce($2, 50)::bigint AS size),
page AS MATERIALIZED (
    SELECT f.* FROM asked a, found f
     WHERE f.n > (a.page - 1) * a.size AND f.n <= a.page * a.size)
SELECT openreferral_page((SELECT count(*) FROM found), a.page, a.size, (
           SELECT jsonb_agg(s.body ORDER BY p.n)
             FROM openreferral_shown(ARRAY(SELECT id FROM page),
                      CASE WHEN $3 THEN 'there_whole' ELSE 'there_brief' END)
                      AS s
             JOIN page p ON p.id = s.id)) AS body
  FROM asked a;
