-- The caller's own bid of one home while it is sealed, with the key it is
-- sealed to.
-- role: keeper
--
-- $1 arg.referral_id uuid, $2 arg.establishment_id uuid
-- returns bid_id uuid, version integer, deadline bigint, public_key text,
--   wrapped text (both hexadecimal, NULL: there is no key)
SELECT b.id AS bid_id, b.version, instant(r.deadline) AS deadline,
       encode(k.public_key, 'hex') AS public_key,
       encode(k.wrapped, 'hex') AS wrapped
  FROM bid b
  JOIN referral r ON r.id = b.referral_id
  LEFT JOIN referral_key k ON k.referral_id = b.referral_id
 WHERE b.referral_id = $1 AND b.establishment_id = $2
   AND b.provider_id = (SELECT me_org()) AND b.withdrawn_at IS NULL;
