-- Changes the members that the body has.
--
-- $1 path.provider_event_id uuid
-- $2 body jsonb (ProviderEventPatch)
UPDATE provider_event e
   SET name = coalesce($2->>'name', e.name),
       place = coalesce($2->>'place', e.place),
       held_on = coalesce(($2->>'held_on')::date, e.held_on),
       slots = coalesce((SELECT jsonb_agg(s.one - 'slot' ORDER BY s.n)
                           FROM jsonb_array_elements($2->'slots')
                                WITH ORDINALITY AS s (one, n)), e.slots)
 WHERE e.id = $1;
