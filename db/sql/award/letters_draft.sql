-- The feedback letter of every opened bid (R123), with the texts still to be
-- put in. Each bidder reads its own scores and the winner's, never another's
-- price; of a choice who made it, never why.
--
-- $1 path.referral_id uuid
-- $2 arg.award_id uuid
-- returns bid_id uuid, body text
WITH bid_line AS (
    SELECT o.bid_id, o.referral_id, o.provider_id, o.council_id, o.lead_id,
           o.establishment_id, o.reasons, home_name(o.establishment_id) AS name,
           k.rank, k.outcome_score, k.compliant, k.quality, k.total,
           CASE WHEN k.compliant THEN by_criterion(k.price, k.outcomes,
               k.needs, k.features, k.location, k.core) END AS scores
      FROM bid_opened o
      JOIN ranked_bid k ON k.bid_id = o.bid_id
     WHERE o.referral_id = $1)
SELECT o.bid_id, json_build_object(
           'bid_id', o.bid_id,
           'establishment_id', o.establishment_id,
           'name', o.name,
           'awarded', o.bid_id = w.bid_id,
           'compliant', o.compliant,
           'reasons', o.reasons,
           'disregard_reason', personal('disregard.reason', d.bid_id::text,
               d.reason),
           'outcome_score', o.outcome_score,
           'outcome_reasons', CASE WHEN k.bid_id IS NOT NULL
               THEN json_build_array(personal('consensus.reason',
                   k.bid_id::text, k.reason))
               ELSE (SELECT coalesce(json_agg(personal('evaluation.reason',
                               e.bid_id || '/' || e.evaluator_id, e.reason)
                               ORDER BY e.evaluated_at, e.evaluator_id), '[]')
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
           'choice', CASE WHEN h.referral_id IS NOT NULL THEN json_build_object(
               'mode', r.choice_mode,
               'chosen_by', h.chosen_by) END,
           'award_reason', personal('award.reason', w.bid_id::text, w.reason),
           'written_at', utc_text(w.awarded_at))::text AS body
  FROM award w
  JOIN bid_line winner ON winner.bid_id = w.bid_id
  JOIN referral r ON r.id = w.referral_id
  JOIN referral_private p ON p.referral_id = r.id
 CROSS JOIN bid_line o
  -- The one that decided: of this bid, or of none, under the budget of now.
  LEFT JOIN choice h ON h.referral_id = r.id
        AND h.budget_pence IS NOT DISTINCT FROM p.budget_pence
        AND (h.bid_id = w.bid_id OR h.bid_id IS NULL)
  LEFT JOIN consensus k ON k.bid_id = o.bid_id
  LEFT JOIN disregard d ON d.bid_id = o.bid_id
 WHERE w.id = $2
 ORDER BY o.bid_id;
