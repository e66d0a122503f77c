-- The award that stands; one that the provider refused has fallen.
--
-- $1 path.referral_id uuid
-- returns body text
SELECT json_build_object(
           'id', w.id,
           'referral_id', w.referral_id,
           'bid_id', w.bid_id,
           'establishment_id', p.establishment_id,
           'provider_id', w.provider_id,
           'reason', personal('award.reason', w.bid_id::text, w.reason),
           'awarded_at', utc_text(w.awarded_at),
           'placement_id', p.id)::text AS body
  FROM award w
  JOIN placement p ON p.award_id = w.id
 WHERE w.referral_id = $1 AND w.fallen_at IS NULL;
