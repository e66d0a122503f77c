-- The organisations asked to bid on a referral, whatever they answered; for
-- an event that concerns them all.
--
-- $1 path.referral_id uuid
-- returns audience text
SELECT string_agg(DISTINCT provider_id::text, ',') AS audience
  FROM invitation
 WHERE referral_id = $1;
