-- All answers to an event, whoever asked first, first.
--
-- $1 path.provider_event_id uuid
-- returns provider_id uuid, could text (JSON), slot int
SELECT provider_id, to_json(could)::text AS could, slot
  FROM provider_event_answer
 WHERE event_id = $1
 ORDER BY created_at, provider_id;
