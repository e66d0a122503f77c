-- What was said twice is said once. working_day_after() counted the working
-- days that grace_ends_on() counts; its callers ask that one. scheme_bids()
-- went through every bid to reach those that are opened, which name their
-- referral themselves.

DROP FUNCTION working_day_after(date, integer);

-- As in 0035.
CREATE OR REPLACE FUNCTION scheme_bids(scheme uuid)
RETURNS TABLE (category_id uuid, referrals bigint, bids bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT r.category_id, count(DISTINCT r.id), count(o.bid_id)
      FROM public.referral r
      LEFT JOIN public.bid_opened o ON o.referral_id = r.id
     WHERE public.is_in_scheme(scheme) AND r.scheme_id = scheme
       AND r.state IN ('opened', 'ranked', 'awarded', 'unsuccessful')
     GROUP BY r.category_id;
END $$;
