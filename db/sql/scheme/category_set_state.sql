-- A category rests, goes on or is withdrawn, and why.
--
-- $1 path.category_id uuid
-- $2 arg.state text
-- $3 body.reason text
UPDATE category SET state = $2, state_reason = $3 WHERE id = $1;
