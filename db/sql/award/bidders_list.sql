-- Whom the opening and the award concern: every bidder, as an audience.
--
-- $1 path.referral_id uuid
-- returns audience text (organisation ids, or NULL: no bid)
SELECT string_agg(DISTINCT o.provider_id::text, ',') AS audience
  FROM bid_opened o WHERE o.referral_id = $1;
