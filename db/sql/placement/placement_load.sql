-- The agreement to be signed or refused, read after it was locked.
--
-- $1 path.placement_id uuid
-- returns state text, referral_id uuid, provider_id uuid,
--   council_id uuid
SELECT p.state, p.referral_id, p.provider_id, p.council_id
  FROM placement p WHERE p.id = $1;
