-- An accreditation for its lead; no row for anybody else.
--
-- $1 path.accreditation_id uuid
-- $2 caller.organisation uuid
-- returns state text, audience text (the provider and the scheme's councils)
SELECT a.state,
       concat_ws(',', a.provider_id::text,
           (SELECT string_agg(m.organisation_id::text, ',')
              FROM scheme_council m
             WHERE m.scheme_id = a.scheme_id)) AS audience
  FROM accreditation a
 WHERE a.id = $1 AND a.lead_id = $2;
