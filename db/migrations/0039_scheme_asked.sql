-- What a lead asks before its scheme changes is answered to that lead: two
-- functions told any session whether a scheme has referrals and how many wait
-- in it, drafts included. A third is asked by another function alone. The
-- tranche that an application falls in is told to whoever sees the tranche; it
-- was told of drafts, too.

-- Whether one was ever published; for the scheme's lead.
CREATE OR REPLACE FUNCTION scheme_has_referrals(scheme uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM public.referral r
                     JOIN public.scheme s ON s.id = r.scheme_id
                    WHERE r.scheme_id = scheme_has_referrals.scheme
                      AND s.lead_id = public.me_org()
                      AND r.published_at IS NOT NULL);
END $$;

-- As in 0028, for the scheme's lead.
CREATE OR REPLACE FUNCTION initial_round_waits(scheme uuid) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    until timestamptz := (SELECT max(t.deadline) FROM public.tranche t
                           WHERE t.scheme_id = initial_round_waits.scheme
                             AND t.initial);
BEGIN
    RETURN (SELECT count(DISTINCT e.application_id)
              FROM public.entry e
              JOIN public.application a ON a.id = e.application_id
             WHERE e.scheme_id = initial_round_waits.scheme
               AND e.lead_id = public.me_org()
               AND a.submitted_at < coalesce(until, 'infinity')
               AND public.entry_state_now(e.state,
                       public.application_state_now(a.state, a.lapses_after))
                   NOT IN ('draft', 'accredited', 'refused', 'withdrawn',
                           'lapsed'));
END $$;

REVOKE EXECUTE ON FUNCTION scheme_has_live_referrals(uuid)
    FROM app_staff, app_public;

-- The tranche of what was sent in at that instant, as JSON; NULL: none that
-- the caller sees.
CREATE OR REPLACE FUNCTION tranche_at(scheme uuid, sent timestamptz)
RETURNS json LANGUAGE sql STABLE AS $$
    SELECT json_build_object('id', t.id, 'name', t.name,
               'deadline', utc_text(t.deadline))
      FROM tranche t
     WHERE t.scheme_id = scheme AND t.deadline > sent
     ORDER BY t.deadline
     LIMIT 1
$$;
