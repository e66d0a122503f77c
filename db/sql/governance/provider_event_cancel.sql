-- Calls the event off; who had a seat can still be read.
--
-- $1 path.provider_event_id uuid
-- $2 arg.state text
-- $3 body.reason text
UPDATE provider_event SET state = $2, cancellation_reason = $3 WHERE id = $1;
