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
        features_met integer, reasons text[], flags text[])),
term AS (
    SELECT r.id, r.opened_at + make_interval(
               hours => (c.response_hours->>r.urgency)::integer) AS due_at
      FROM referral r
      JOIN category c ON c.id = r.category_id
     WHERE r.id = $1)
INSERT INTO bid_opened (bid_id, referral_id, establishment_id, provider_id,
    council_id, lead_id, content, price_pence, needs_met, features_met,
    reasons, flags, explanation_due_at, sealed_sha256, received_at, miles,
    rating, core_score)
SELECT b.id, b.referral_id, b.establishment_id, b.provider_id, b.council_id,
       b.lead_id,
       CASE WHEN f.readable THEN v.sealed::jsonb->'bid' ELSE '{}' END,
       f.price_pence, f.needs_met, f.features_met, f.reasons, f.flags,
       CASE WHEN f.flags <> '{}' THEN t.due_at END, v.sha256, v.received_at,
       i.miles, i.rating, i.core_score
  FROM found f
  JOIN bid b ON b.id = f.bid_id
  JOIN term t ON t.id = b.referral_id
 CROSS JOIN LATERAL (
       SELECT v.sealed, v.sha256, v.received_at FROM bid_version v
        WHERE v.bid_id = b.id AND v.version = b.version
        LIMIT 1) AS v
 CROSS JOIN LATERAL (
       SELECT i.miles, i.rating, i.core_score FROM invitation i
        WHERE i.referral_id = b.referral_id
          AND i.establishment_id = b.establishment_id
        LIMIT 1) AS i;
