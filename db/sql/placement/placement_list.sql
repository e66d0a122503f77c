-- Agreements, newest first: first the page, then what it shows. Three branches,
-- so that a council and a provider find their own by an index, however many others
-- there are; an auditor of the lead authority reads them all.
--
-- $1 query.state text (or NULL: any)
-- $2 cursor text
-- $3 limit int
-- $4 query.scheme_id uuid (or NULL: any)
-- $5 query.category_id uuid (or NULL: any)
-- $6 query.establishment_id uuid (or NULL: any)
-- $7 query.q text (anywhere in title, references or the home's name, or NULL)
-- returns body text, next text
WITH page AS MATERIALIZED (
    SELECT p.id, p.created_at || '|' || p.id AS key,
           row_number() OVER (ORDER BY p.created_at DESC, p.id DESC) AS n
      FROM (SELECT * FROM placement
             WHERE council_id = (SELECT me_org())
             UNION ALL
            SELECT * FROM placement
             WHERE provider_id = (SELECT me_org())
             UNION ALL
            SELECT * FROM placement
             WHERE (SELECT i_audit()) AND lead_id = (SELECT me_org())
               AND council_id <> (SELECT me_org())) AS p
      JOIN referral r ON r.id = p.referral_id
     WHERE ($1::text IS NULL OR p.state = $1)
       AND ($4::uuid IS NULL OR r.scheme_id = $4)
       AND ($5::uuid IS NULL OR $5 = ANY (r.category_id || r.also_in))
       AND ($6::uuid IS NULL OR p.establishment_id = $6)
       AND ($7::text IS NULL
            OR position(lower($7) IN lower(concat_ws(' ', r.title, r.reference,
                   p.reference, home_name(p.establishment_id)))) > 0)
       AND (p.created_at, p.id)
           < (coalesce(split_part($2, '|', 1)::timestamptz, 'infinity'),
              coalesce(split_part($2, '|', 2)::uuid,
                       'ffffffff-ffff-ffff-ffff-ffffffffffff'))
     ORDER BY p.created_at DESC, p.id DESC
     LIMIT $3 + 1)
SELECT coalesce(json_agg((SELECT s.body FROM placement_shown s
                           WHERE s.id = p.id) ORDER BY p.n)
                    FILTER (WHERE p.n <= $3), '[]')::text AS body,
       CASE WHEN count(*) > $3 THEN (array_agg(p.key ORDER BY p.n))[$3]
       END AS next
  FROM page p;
