-- The provider takes its request back.
--
-- $1 path.uplift_id uuid
-- $2 arg.state text
UPDATE uplift SET state = $2 WHERE id = $1;
