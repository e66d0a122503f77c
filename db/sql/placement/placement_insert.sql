-- The agreement, its terms sealed as they are shown, and the figures of its
-- price besides.
--
-- $1 arg.award_id uuid
-- $2 arg.terms text (sealed)
-- $3 arg.price_lines jsonb
-- returns placement_id uuid, provider_id uuid
INSERT INTO placement (award_id, referral_id, establishment_id, provider_id,
    council_id, lead_id, price_pence, price_unit, terms,
    price_lines)
SELECT w.id, w.referral_id, o.establishment_id, w.provider_id, w.council_id,
       w.lead_id, o.price_pence, c.price_unit, $2, $3
  FROM award w
  JOIN bid_opened o ON o.bid_id = w.bid_id
  JOIN referral r ON r.id = w.referral_id
  JOIN category c ON c.id = r.category_id
 WHERE w.id = $1
RETURNING id AS placement_id, provider_id;
