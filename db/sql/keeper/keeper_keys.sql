-- The wrapped keys of all referrals that are not opened yet: what a rotation
-- wraps anew, and what a check tries.
-- role: keeper
--
-- returns referral_id uuid, reference text, state text, deadline bigint,
--   public_key text, wrapped text (both hexadecimal)
SELECT k.referral_id, r.reference, r.state, instant(r.deadline) AS deadline,
       encode(k.public_key, 'hex') AS public_key,
       encode(k.wrapped, 'hex') AS wrapped
  FROM referral_key k
  JOIN referral r ON r.id = k.referral_id
 WHERE r.opened_at IS NULL
 ORDER BY r.reference;
