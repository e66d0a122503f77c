-- The key to which the referral's bids will be sealed.
--
-- $1 path.referral_id uuid, $2 arg.public_key bytea, $3 arg.wrapped bytea
-- $4 arg.witness text (our signature under the public key)
INSERT INTO referral_key (referral_id, council_id, lead_id, public_key,
    wrapped, witness)
SELECT r.id, r.council_id, r.lead_id, $2, $3, $4 FROM referral r WHERE r.id = $1;
