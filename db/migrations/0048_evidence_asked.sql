-- Which category's evidence is asked for, and of whom (0020, 0030).

-- As before, but of the category for which the home was invited: that of the
-- referral is another one for a home that came in through `also_in` (R005).
-- Why a provider cannot sign a placement yet: what the category asks for at
-- entry or at award and the home does not hold today, in words. NULL: nothing.
-- What is due at award is promised with the application (PA23 s.36(2)).
CREATE OR REPLACE FUNCTION placement_lacks(placement uuid) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT string_agg(replace(m.kind, '_', ' '), ', ' ORDER BY m.n)
              FROM public.placement p
              JOIN public.invitation i ON i.referral_id = p.referral_id
               AND i.establishment_id = p.establishment_id
              JOIN public.accreditation a ON a.id = i.accreditation_id,
                   public.evidence_of(p.establishment_id, a.category_id,
                       (SELECT public.london_day()), false) AS m
             WHERE p.id = placement_lacks.placement AND NOT m.held
               AND public.me_org() = p.provider_id);
END $$;

-- Nobody asks this any more: accreditation_lapses() (0022) says when an
-- accreditation lapses. It told whoever is signed in of any accreditation.
DROP FUNCTION evidence_ground(uuid, date);
