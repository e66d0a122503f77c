-- The provider appeals against the decision.
--
-- $1 path.uplift_id uuid
-- $2 body.reason text
-- $3 arg.state text
UPDATE uplift SET state = $3, appeal = $2, appealed_at = now_utc()
 WHERE id = $1;
