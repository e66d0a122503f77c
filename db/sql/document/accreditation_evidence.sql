-- What a home holds today of what its category asks for, for those who see the
-- accreditation.
--
-- $1 path.accreditation_id uuid
-- returns body text
SELECT json_build_object(
           'accreditation_id', a.id,
           'on', london_day(),
           'items', coalesce((
               SELECT json_agg(e.body ORDER BY e.n)
                 FROM accreditation_evidence(a.id) e), '[]'))::text AS body
  FROM accreditation a
 WHERE a.id = $1;
