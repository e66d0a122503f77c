-- Documents, newest first: a provider's own, or those of all that have applied
-- to the caller's schemes.
--
-- $1 query.kind text (or NULL: any)
-- $2 query.establishment_id uuid (or NULL: any)
-- $3 query.provider_id uuid (or NULL: any)
-- $4 query.state text (or NULL: any)
-- $5 query.expires_before date (or NULL: any)
-- $6 cursor text
-- $7 limit int
-- returns body text, next text
WITH page AS MATERIALIZED (
    SELECT d.id, d.created_at || '|' || d.id AS key,
           row_number() OVER (ORDER BY d.created_at DESC, d.id DESC) AS n
      FROM document d
     WHERE ($1::text IS NULL OR d.kind = $1)
       AND ($2::uuid IS NULL OR d.establishment_id = $2)
       AND ($3::uuid IS NULL OR d.provider_id = $3)
       AND ($5::date IS NULL OR d.expires_on < $5)
       AND ($4::text IS NULL OR $4 = document_state(d,
               document_outcome(d.id), (SELECT london_day())))
       AND (d.created_at, d.id)
           < (coalesce(split_part($6, '|', 1)::timestamptz, 'infinity'),
              coalesce(split_part($6, '|', 2)::uuid,
                       'ffffffff-ffff-ffff-ffff-ffffffffffff'))
     ORDER BY d.created_at DESC, d.id DESC
     LIMIT $7 + 1)
SELECT coalesce(json_agg((SELECT s.body FROM document_shown s
                           WHERE s.id = p.id) ORDER BY p.n)
                    FILTER (WHERE p.n <= $7), '[]')::text AS body,
       CASE WHEN count(*) > $7 THEN (array_agg(p.key ORDER BY p.n))[$7]
       END AS next
  FROM page p;
