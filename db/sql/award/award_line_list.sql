-- What a version says, in the order of names; no row where there is none.
-- role: public staff
--
-- $1 path.batch_id uuid
-- $2 cursor text
-- $3 limit int
-- returns body text, next text
WITH page AS (
    SELECT l.n, json_build_object(
               'category', CASE WHEN l.category_id IS NOT NULL
                   THEN json_build_object(
                       'id', l.category_id,
                       'code', l.category_code,
                       'name', l.category_name) END,
               'supplier', CASE WHEN l.provider_id IS NOT NULL
                   THEN json_build_object(
                       'id', l.provider_id,
                       'name', l.provider_name,
                       'company_number', l.company_number) END,
               'home', CASE WHEN l.establishment_id IS NOT NULL
                   THEN json_build_object(
                       'id', l.establishment_id,
                       'name', l.establishment_name) END,
               'awards', l.awards,
               'yearly_value_pence', l.yearly_pence) AS body
      FROM award_line l
     WHERE l.batch_id = $1 AND l.n > coalesce($2::bigint, 0)
     ORDER BY l.n
     LIMIT $3 + 1),
cut AS (SELECT coalesce($2::bigint, 0) + $3 AS last)
SELECT coalesce(json_agg(p.body ORDER BY p.n) FILTER (WHERE p.n <= c.last),
                '[]')::text AS body,
       CASE WHEN max(p.n) > c.last THEN c.last::text END AS next
  FROM cut c
  LEFT JOIN page p ON true
 WHERE EXISTS (SELECT FROM award_batch b WHERE b.id = $1)
 GROUP BY c.last;
