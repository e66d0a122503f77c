-- The award of a refused agreement falls; its referral is ranked again.
--
-- $1 path.placement_id uuid
SELECT award_falls($1);
