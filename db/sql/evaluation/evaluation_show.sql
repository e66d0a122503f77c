-- The caller's own score of a method statement.
--
-- $1 path.bid_id uuid
-- returns body text
SELECT json_build_object(
           'bid_id', e.bid_id,
           'score', e.score,
           'reason', personal('evaluation.reason',
               e.bid_id || '/' || e.evaluator_id, e.reason),
           'evaluator', officer(e.evaluator_id),
           'evaluated_at', utc_text(e.evaluated_at))::text AS body
  FROM evaluation e
 WHERE e.bid_id = $1 AND e.evaluator_id = (SELECT me_self());
