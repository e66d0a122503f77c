-- The feedback letter of every opened bid, all at once (R123). Each bidder
-- reads its own scores and the winner's, never another's price. After a
-- refused award they are written anew.
--
-- $1 path.referral_id uuid
-- $2 arg.award_id uuid
WITH bid_line AS (
    SELECT o.bid_id, o.referral_id, o.provider_id, o.council_id, o.lead_id,
           o.establishment_id, o.reasons, home_name(o.establishment_id) AS name,
           k.rank, k.outcome_score, k.compliant, k.quality, k.total,
           CASE WHEN k.compliant THEN by_criterion(k.price, k.outcomes,
               k.needs, k.features, k.location, k.core) END AS scores
      FROM bid_opened o
      JOIN ranked_bid k ON k.bid_id = o.bid_id
     WHERE o.referral_id = $1)
INSERT INTO letter (bid_id, referral_id, provider_id, council_id, lead_id,
    body, written_at)
SELECT o.bid_id, o.referral_id, o.provider_id, o.council_id, o.lead_id,
       json_build_object(
           'bid_id', o.bid_id,
           'establishment_id', o.establishment_id,
           'name', o.name,
           'awarded', o.bid_id = w.bid_id,
           'compliant', o.compliant,
           'reasons', o.reasons,
           'disregard_reason', d.reason,
           'outcome_score', o.outcome_score,
           'outcome_reasons', CASE WHEN k.bid_id IS NOT NULL
               THEN json_build_array(k.reason)
               ELSE (SELECT coalesce(json_agg(e.reason ORDER BY e.evaluated_at,
                                              e.evaluator_id), '[]')
                       FROM evaluation e WHERE e.bid_id = o.bid_id) END,
           'scores', o.scores,
           'quality', o.quality,
           'total', o.total,
           'rank', o.rank,
           'winner', json_build_object(
               'name', winner.name,
               'scores', winner.scores,
               'quality', winner.quality,
               'total', winner.total,
               'rank', winner.rank),
           'award_reason', w.reason,
           'written_at', utc_text(w.awarded_at)),
       w.awarded_at
  FROM award w
  JOIN bid_line winner ON winner.bid_id = w.bid_id
 CROSS JOIN bid_line o
  LEFT JOIN consensus k ON k.bid_id = o.bid_id
  LEFT JOIN disregard d ON d.bid_id = o.bid_id
 WHERE w.id = $2
ON CONFLICT (bid_id) DO UPDATE
   SET body = EXCLUDED.body, written_at = EXCLUDED.written_at;
