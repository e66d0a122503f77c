-- The award, and all that the agreement takes from the bid that won.
--
-- $1 path.referral_id uuid
-- $2 body.bid_id uuid
-- $3 arg.reason text (sealed)
-- returns award_id uuid, words text (sealed), core_pence text,
--   discounts text
WITH awarded AS (
    INSERT INTO award (referral_id, bid_id, provider_id, council_id, lead_id,
        reason, awarded_by)
    SELECT b.referral_id, b.id, b.provider_id, b.council_id, b.lead_id, $3,
           me_self()
      FROM bid b
     WHERE b.id = $2 AND b.referral_id = $1
    RETURNING id, bid_id)
SELECT w.id AS award_id, coalesce(o.content->>'words', o.content->>'children') AS words,
       i.core_pence::text AS core_pence, i.discounts::text AS discounts
  FROM awarded w
  JOIN bid_opened o ON o.bid_id = w.bid_id
  JOIN invitation i ON i.referral_id = o.referral_id
                   AND i.establishment_id = o.establishment_id;
