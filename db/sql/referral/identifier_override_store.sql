-- Why the caller lets these words stand; there is one.
--
-- $1 path.referral_id uuid, $2 arg.reason text (sealed)
-- $3 arg.sha256 text (sealed)
INSERT INTO identifier_override (referral_id, council_id, lead_id, reason,
    sha256)
SELECT r.id, r.council_id, r.lead_id, $2, $3 FROM referral r WHERE r.id = $1;
