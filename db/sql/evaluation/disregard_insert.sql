-- A bid is left out of the ranking, for good.
--
-- $1 path.bid_id uuid
-- $2 arg.reason text (sealed)
INSERT INTO disregard (bid_id, provider_id, council_id, lead_id, reason,
    disregarded_by)
SELECT o.bid_id, o.provider_id, o.council_id, o.lead_id, $2, me_self()
  FROM bid_opened o WHERE o.bid_id = $1;
