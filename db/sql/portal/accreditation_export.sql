-- All accreditations of a scheme, whole, for its lead to hand to a partner's
-- own platform (R024), in the order in which they were given; no row for
-- anybody else's scheme. First the page, then what it shows.
--
-- $1 path.scheme_id uuid
-- $2 cursor text
-- $3 limit int
-- returns body text, next text
WITH page AS MATERIALIZED (
    SELECT a.id, a.accredited_at || '|' || a.id AS key,
           row_number() OVER (ORDER BY a.accredited_at, a.id) AS n
      FROM accreditation a
     WHERE a.scheme_id = $1
       AND ($2::text IS NULL OR (a.accredited_at, a.id)
            > (split_part($2, '|', 1)::timestamptz,
               split_part($2, '|', 2)::uuid))
     ORDER BY a.accredited_at, a.id
     LIMIT $3 + 1)
SELECT coalesce(json_agg((SELECT r.body FROM accreditation_record r
                           WHERE r.id = p.id) ORDER BY p.n)
                    FILTER (WHERE p.n <= $3), '[]')::text AS body,
       CASE WHEN count(*) > $3 THEN (array_agg(p.key ORDER BY p.n))[$3]
       END AS next
  FROM page p
HAVING EXISTS (SELECT FROM scheme s
                WHERE s.id = $1 AND s.lead_id = (SELECT me_org()));
