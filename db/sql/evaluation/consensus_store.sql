-- What the evaluators agreed on, or its correction.
--
-- $1 path.bid_id uuid
-- $2 body.score int
-- $3 arg.reason text (sealed)
INSERT INTO consensus (bid_id, council_id, lead_id, score, reason, agreed_by)
SELECT o.bid_id, o.council_id, o.lead_id, $2, $3, me_self()
  FROM bid_opened o WHERE o.bid_id = $1
ON CONFLICT (bid_id) DO UPDATE
   SET score = EXCLUDED.score, reason = EXCLUDED.reason,
       agreed_by = EXCLUDED.agreed_by, agreed_at = EXCLUDED.agreed_at;
