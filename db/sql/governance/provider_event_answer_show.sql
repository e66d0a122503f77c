-- The caller's own answer to an event.
--
-- $1 path.provider_event_id uuid
-- returns body text
SELECT json_build_object('could', a.could, 'slot', a.slot)::text AS body
  FROM provider_event_answer a
 WHERE a.event_id = $1 AND a.provider_id = (SELECT me_org());
