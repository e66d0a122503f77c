-- A draft application of the caller's, with an entry for each pair. What it is
-- a copy of has answered the common questions already, and those of a home
-- that stood in it, as far as the same is asked (R056).
--
-- $1 body.scheme_id uuid
-- $2 body.entries jsonb
-- $3 body.copy_from uuid (an application of the caller's, or NULL)
-- $4 caller.organisation uuid
-- returns id uuid
WITH there AS (
    SELECT jsonb_path_query_array(jsonb_agg(c.requirements), '$[*][*]')
               AS requirements,
           jsonb_path_query_array(jsonb_agg(c.statements), '$[*][*]')
               AS statements
      FROM entry e
      JOIN category c ON c.id = e.category_id
     WHERE e.application_id = $3 AND e.provider_id = $4),
here AS (
    SELECT jsonb_path_query_array(jsonb_agg(c.requirements), '$[*][*]')
               AS requirements,
           jsonb_path_query_array(jsonb_agg(c.statements), '$[*][*]')
               AS statements
      FROM category c
     WHERE c.id IN (SELECT p.category_id FROM jsonb_to_recordset($2)
                        AS p (category_id uuid))),
made AS (
    INSERT INTO application (provider_id, scheme_id, lead_id, common)
    SELECT $4, s.id, s.lead_id,
           coalesce((SELECT jsonb_build_object(
                                'requirements',
                                answers_to(a.common->'requirements',
                                    t.requirements, h.requirements),
                                'statements',
                                answers_to(a.common->'statements',
                                    t.statements, h.statements))
                       FROM application a, there t, here h
                      WHERE a.id = $3 AND a.provider_id = $4),
                    '{"requirements": {}, "statements": {}}')
      FROM scheme s WHERE s.id = $1
    RETURNING id, provider_id, scheme_id, lead_id),
filled AS (
    INSERT INTO entry (application_id, establishment_id, category_id,
                       provider_id, scheme_id, lead_id, place, requirements,
                       statements)
    SELECT m.id, p.establishment_id, p.category_id, m.provider_id,
           m.scheme_id, m.lead_id, p.n, coalesce(f.requirements, '{}'),
           coalesce(f.statements, '{}')
      FROM made m
     CROSS JOIN ROWS FROM (jsonb_to_recordset($2)
               AS (establishment_id uuid, category_id uuid))
           WITH ORDINALITY AS p (establishment_id, category_id, n)
      LEFT JOIN LATERAL (
           SELECT answers_to(e.requirements, b.requirements, c.requirements)
                      AS requirements,
                  answers_to(e.statements, b.statements, c.statements)
                      AS statements
             FROM entry e
             JOIN category b ON b.id = e.category_id
             JOIN category c ON c.id = p.category_id
            WHERE e.application_id = $3 AND e.provider_id = $4
              AND e.establishment_id = p.establishment_id
            ORDER BY e.category_id = p.category_id DESC, e.place
            LIMIT 1) AS f ON true)
SELECT id FROM made;
