-- A category that the calling council refers in today, for its own cap.
--
-- $1 path.category_id uuid
-- $2 path.organisation_id uuid
-- returns audience text (the lead, and the providers accredited there)
SELECT concat_ws(',', c.lead_id::text,
           (SELECT string_agg(DISTINCT a.provider_id::text, ',')
              FROM accreditation a
             WHERE a.category_id = c.id
               AND a.state NOT IN ('removed', 'withdrawn'))) AS audience
  FROM category c
 WHERE c.id = $1 AND $2 = (SELECT me_org())
   AND c.scheme_id = ANY ((SELECT my_schemes())::uuid[]);
