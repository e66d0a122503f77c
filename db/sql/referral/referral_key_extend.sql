-- The same key, bound to the later deadline.
--
-- $1 path.referral_id uuid, $2 arg.wrapped bytea
UPDATE referral_key SET wrapped = $2 WHERE referral_id = $1;
