-- The provider does not take its award.
--
-- $1 path.placement_id uuid
-- $2 arg.state text
-- $3 arg.reason text (sealed)
UPDATE placement SET state = $2, refusal_reason = $3 WHERE id = $1;
