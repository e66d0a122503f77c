-- The caller's score, or its correction.
--
-- $1 path.bid_id uuid
-- $2 body.score int
-- $3 arg.reason text (sealed)
INSERT INTO evaluation (bid_id, evaluator_id, council_id, lead_id, score,
    reason)
SELECT o.bid_id, me_self(), o.council_id, o.lead_id, $2, $3
  FROM bid_opened o WHERE o.bid_id = $1
ON CONFLICT (bid_id, evaluator_id) DO UPDATE
   SET score = EXCLUDED.score, reason = EXCLUDED.reason,
       evaluated_at = EXCLUDED.evaluated_at;
