-- Why a bid was disregarded; the bidder reads it too.
--
-- $1 path.bid_id uuid
-- returns body text
SELECT json_build_object(
           'bid_id', d.bid_id,
           'reason', personal('disregard.reason', d.bid_id::text, d.reason),
           'disregarded_at', utc_text(d.disregarded_at))::text AS body
  FROM disregard d WHERE d.bid_id = $1;
