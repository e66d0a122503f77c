-- Answers go with their sessions, which the body numbers anew.
--
-- $1 path.provider_event_id uuid
-- $2 body.slots jsonb
WITH moved AS (
    SELECT (s.one->'slot')::integer AS was, s.n::integer AS is_now
      FROM jsonb_array_elements($2) WITH ORDINALITY AS s (one, n))
UPDATE provider_event_answer a
   SET could = (SELECT coalesce(array_agg(m.is_now ORDER BY m.is_now), '{}')
                  FROM moved m WHERE m.was = ANY (a.could)),
       slot = (SELECT m.is_now FROM moved m WHERE m.was = a.slot)
 WHERE a.event_id = $1;
