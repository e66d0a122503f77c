-- The provider's explanation; there is one.
--
-- $1 path.bid_id uuid
-- $2 arg.text text (sealed)
INSERT INTO explanation (bid_id, provider_id, council_id, lead_id, text)
SELECT o.bid_id, o.provider_id, o.council_id, o.lead_id, $2
  FROM bid_opened o WHERE o.bid_id = $1;
