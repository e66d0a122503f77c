-- Seats for those who were given one.
--
-- $1 path.provider_event_id uuid
-- $2 arg.seats jsonb ([{provider_id, slot}])
UPDATE provider_event_answer a SET slot = (s->>'slot')::integer
  FROM jsonb_array_elements($2) AS s
 WHERE a.event_id = $1 AND a.provider_id = (s->>'provider_id')::uuid;
