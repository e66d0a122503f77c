-- The caller's seat is free, and it is not placed there again.
--
-- $1 path.provider_event_id uuid
UPDATE provider_event_answer
   SET slot = NULL, could = array_remove(could, slot)
 WHERE event_id = $1 AND provider_id = (SELECT me_org());
