-- As read_log_referral.sql, for an opened bid and the papers about it.
--
-- $1 path.bid_id uuid
-- $2 arg.operation text
-- $3 arg.request_id text
-- $4 arg.purpose text
WITH quick AS MATERIALIZED (
    SELECT set_config('synchronous_commit', 'off', true)
), seen AS (
    SELECT o.bid_id FROM opened_bid_shown o
     WHERE $2 = 'showBid' AND o.bid_id = $1
    UNION ALL
    SELECT e.bid_id FROM evaluation e
     WHERE $2 = 'showEvaluation' AND e.bid_id = $1
       AND e.evaluator_id = (SELECT me_self())
    UNION ALL
    SELECT k.bid_id FROM consensus k
     WHERE $2 = 'showConsensus' AND k.bid_id = $1
    UNION ALL
    SELECT x.bid_id FROM explanation x
     WHERE $2 = 'showExplanation' AND x.bid_id = $1
    UNION ALL
    SELECT d.bid_id FROM disregard d
     WHERE $2 = 'showDisregard' AND d.bid_id = $1
)
INSERT INTO access_log (operation, subject_id, referral_id, council_id,
    lead_id, request_id, purpose)
SELECT $2, b.id, b.referral_id, b.council_id, b.lead_id, $3, $4
  FROM seen s
  JOIN bid b ON b.id = s.bid_id, quick;
