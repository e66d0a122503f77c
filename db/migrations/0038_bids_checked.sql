-- What a bid is checked against, asked without the policies of the tables in
-- between: each of their questions is a subplan that is made ready at every
-- PUT of a bid, used or not (docs/PERFORMANCE.md). Both tell a provider about
-- its own homes alone.

-- The state, as of now, of the accreditation that counts for a bid of a home
-- in any of these categories; NULL: it has none.
CREATE FUNCTION bidder_state(home uuid, categories uuid[], now timestamptz)
RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT accreditation_state_at(a.state, a.stands_until,
                       a.review_at, bidder_state.now)
              FROM public.accreditation a
             WHERE a.establishment_id = home
               AND a.category_id = ANY (categories)
               AND a.provider_id = public.me_org()
             ORDER BY NOT stands(a.state, a.stands_until, bidder_state.now),
                      a.state IN ('removed', 'withdrawn'),
                      a.accredited_at DESC
             LIMIT 1);
END $$;

-- The lower of the common cap and the council's own, as at the moment of
-- publication; NULL: there is none.
CREATE FUNCTION bidder_cap(accreditation uuid, council uuid,
                           published timestamptz)
RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT least(c.core_cap_pence,
                         council_cap_at(c.id, council, published))
              FROM public.accreditation a
              JOIN public.category c ON c.id = a.category_id
             WHERE a.id = accreditation
               AND a.provider_id = public.me_org());
END $$;

GRANT EXECUTE ON FUNCTION bidder_state(uuid, uuid[], timestamptz),
    bidder_cap(uuid, uuid, timestamptz) TO app_staff;
