-- All bids at once, as they came out of their envelopes. Only an envelope that
-- the handler could read is read here again. Whoever is flagged has from the
-- opening as long to explain as a bid of that urgency takes.
-- bids: [{bid_id, readable, price_pence, needs_met, features_met, reasons,
-- flags}], marks as sums.
--
-- $1 path.referral_id uuid
-- $2 arg.bids json
WITH found AS (
    SELECT * FROM json_to_recordset($2) AS f (
        bid_id uuid, readable boolean, price_pence bigint, needs_met integer,
        features_met integer, reasons text[], flags text[]))
INSERT INTO bid_opened (bid_id, referral_id, establishment_id, provider_id,
    council_id, lead_id, content, price_pence, needs_met, features_met,
    reasons, flags, explanation_due_at)
SELECT b.id, b.referral_id, b.establishment_id, b.provider_id, b.council_id,
       b.lead_id,
       CASE WHEN f.readable THEN v.sealed::jsonb->'bid' ELSE '{}' END,
       f.price_pence, f.needs_met, f.features_met, f.reasons, f.flags,
       CASE WHEN f.flags <> '{}' THEN r.opened_at + make_interval(
           hours => (c.response_hours->>r.urgency)::integer) END
  FROM found f
  JOIN bid b ON b.id = f.bid_id
  JOIN bid_version v ON v.bid_id = b.id AND v.version = b.version
  JOIN referral r ON r.id = b.referral_id
  JOIN category c ON c.id = r.category_id
 WHERE b.referral_id = $1;
