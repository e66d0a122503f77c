-- One bid as it came out of its envelope; '{}' where that could not be read.
--
-- $1 arg.bid_id uuid, $2 arg.content jsonb (its words sealed)
-- $3 arg.price_pence bigint (0: unreadable), $4 arg.needs_met integer
-- $5 arg.features_met integer (marks), $6 arg.reasons json (an array)
INSERT INTO bid_opened (bid_id, referral_id, establishment_id, provider_id,
    council_id, lead_id, content, price_pence, needs_met, features_met,
    reasons, sealed_sha256, received_at, miles, rating, core_score)
SELECT b.id, b.referral_id, b.establishment_id, b.provider_id, b.council_id,
       b.lead_id, $2, $3, $4, $5,
       ARRAY(SELECT json_array_elements_text($6)), v.sha256, v.received_at,
       i.miles, i.rating, i.core_score
  FROM bid b
  JOIN bid_version v ON v.bid_id = b.id AND v.version = b.version
  JOIN invitation i ON i.referral_id = b.referral_id
   AND i.establishment_id = b.establishment_id
 WHERE b.id = $1;
