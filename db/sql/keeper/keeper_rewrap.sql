-- The same key under another wrapping, unless an extension came first.
-- role: keeper
--
-- $1 arg.referral_id uuid, $2 arg.was bytea, $3 arg.wrapped bytea
UPDATE referral_key SET wrapped = $3
 WHERE referral_id = $1 AND wrapped = $2;
