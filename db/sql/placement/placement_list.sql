-- Agreements, newest first. Three branches, so that each walks an index in the
-- order of the list until the page is full: of a council, of a provider, and for
-- an auditor of the lead authority. What is filtered out is walked past; the
-- referral is asked of each agreement in turn (not as a join: that would read
-- all of them and sort). The names of the caller's homes are looked through
-- once, not for each agreement.
--
-- $1 query.state text (or NULL: any)
-- $2 cursor text
-- $3 limit int
-- $4 query.scheme_id uuid (or NULL: any)
-- $5 query.category_id uuid (or NULL: any)
-- $6 query.establishment_id uuid (or NULL: any)
-- $7 query.q text (anywhere in title, references or the home's name, or NULL)
-- returns body text, next text
WITH sought AS MATERIALIZED (
    SELECT coalesce(split_part($2::text, '|', 1)::timestamptz,
                    'infinity') AS before,
           coalesce(split_part($2, '|', 2)::uuid,
                    'ffffffff-ffff-ffff-ffff-ffffffffffff') AS before_id,
           lower($7::text) AS words
), home AS MATERIALIZED (
    SELECT establishment_id AS id FROM placement
     WHERE council_id = (SELECT me_org())
     UNION
    SELECT establishment_id FROM placement
     WHERE provider_id = (SELECT me_org())
     UNION
    SELECT establishment_id FROM placement
     WHERE (SELECT i_audit()) AND lead_id = (SELECT me_org())
), fitting AS NOT MATERIALIZED (
    SELECT p.id, p.created_at, p.council_id, p.provider_id, p.lead_id
      FROM placement p
     WHERE ($1::text IS NULL OR p.state = $1)
       AND ($6::uuid IS NULL OR p.establishment_id = $6)
       AND (p.created_at, p.id) < ((SELECT before FROM sought),
                                   (SELECT before_id FROM sought))
       AND (SELECT ($4::uuid IS NULL OR r.scheme_id = $4)
               AND ($5::uuid IS NULL OR $5 = ANY (r.category_id || r.also_in))
               AND ($7 IS NULL
                    OR position((SELECT words FROM sought)
                                IN lower(concat_ws(' ', r.title, r.reference,
                                                   p.reference))) > 0
                    OR p.establishment_id IN (
                       SELECT h.id FROM home h
                        WHERE position((SELECT words FROM sought)
                                       IN lower(home_name(h.id))) > 0))
              FROM referral r
             WHERE r.id = p.referral_id)
), found AS MATERIALIZED (
    (SELECT f.id, f.created_at
       FROM fitting f
      WHERE f.council_id = (SELECT me_org())
      ORDER BY f.created_at DESC, f.id DESC
      LIMIT $3::integer + 1)
    UNION ALL
    (SELECT f.id, f.created_at
       FROM fitting f
      WHERE f.provider_id = (SELECT me_org())
      ORDER BY f.created_at DESC, f.id DESC
      LIMIT $3 + 1)
    UNION ALL
    (SELECT f.id, f.created_at
       FROM fitting f
      WHERE (SELECT i_audit()) AND f.lead_id = (SELECT me_org())
        AND f.council_id <> (SELECT me_org())
      ORDER BY f.created_at DESC, f.id DESC
      LIMIT $3 + 1)
    ORDER BY created_at DESC, id DESC
    LIMIT $3 + 1
), page AS (
    SELECT f.id, f.created_at || '|' || f.id AS key,
           row_number() OVER (ORDER BY f.created_at DESC, f.id DESC) AS n
      FROM found f
)
SELECT coalesce(json_agg((SELECT s.body FROM placement_shown s
                           WHERE s.id = p.id) ORDER BY p.n)
                    FILTER (WHERE p.n <= $3), '[]')::text AS body,
       CASE WHEN count(*) > $3 THEN (array_agg(p.key ORDER BY p.n))[$3]
       END AS next
  FROM page p;
