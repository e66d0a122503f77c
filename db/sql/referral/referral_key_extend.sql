-- The same key, bound to the later deadline. The public half is the one that
-- the keeper unwrapped, or nothing is changed.
--
-- $1 path.referral_id uuid, $2 arg.public_key bytea, $3 arg.wrapped bytea
-- $4 arg.witness text (our signature under the public key)
UPDATE referral_key SET wrapped = $3, witness = $4
 WHERE referral_id = $1 AND public_key = $2;
