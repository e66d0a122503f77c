-- The score that the evaluators of a bid agreed on.
--
-- $1 path.bid_id uuid
-- returns body text
SELECT json_build_object(
           'bid_id', k.bid_id,
           'score', k.score,
           'reason', personal('consensus.reason', k.bid_id::text, k.reason),
           'agreed_by', officer(k.agreed_by),
           'agreed_at', utc_text(k.agreed_at))::text AS body
  FROM consensus k WHERE k.bid_id = $1;
