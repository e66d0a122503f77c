-- The seat that the caller has.
--
-- $1 path.provider_event_id uuid
-- returns body text
SELECT json_build_object('slot', a.slot,
           'starts', e.slots->(a.slot - 1)->>'starts',
           'ends', e.slots->(a.slot - 1)->>'ends')::text AS body
  FROM provider_event_answer a
  JOIN provider_event e ON e.id = a.event_id
 WHERE a.event_id = $1 AND a.provider_id = (SELECT me_org())
   AND a.slot IS NOT NULL;
