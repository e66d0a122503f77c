-- An event for providers can be changed and called off until it begins, and
-- then nothing about it moves (R025).
ALTER TABLE provider_event
    ADD COLUMN state text NOT NULL DEFAULT 'announced',
    ADD COLUMN cancellation_reason text,
    ADD CONSTRAINT provider_event_state CHECK (state IN
        ('announced', 'cancelled')), -- vocabulary: provider_event_state but begun
    ADD CONSTRAINT provider_event_cancelled CHECK
        ((state = 'cancelled') = (cancellation_reason IS NOT NULL));

-- The clocks of London say when its first session begins.
CREATE FUNCTION provider_event_state_now(e provider_event) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN e.state = 'announced'
                     AND now_utc() >= (SELECT
                         (e.held_on + min(s->>'starts')::time)
                         AT TIME ZONE 'Europe/London'
                         FROM jsonb_array_elements(e.slots) AS s)
                THEN 'begun' ELSE e.state END
$$;

CREATE OR REPLACE VIEW provider_event_shown WITH (security_invoker) AS
SELECT e.id, e.scheme_id, e.lead_id, e.created_at, json_build_object(
           'id', e.id, 'scheme_id', e.scheme_id,
           'state', provider_event_state_now(e),
           'cancellation_reason', e.cancellation_reason,
           'name', e.name,
           'place', e.place, 'held_on', e.held_on,
           'slots', (SELECT json_agg(json_build_object(
                         'slot', t.n, 'starts', t.s->>'starts',
                         'ends', t.s->>'ends',
                         'capacity', (t.s->'capacity')::integer,
                         'taken', provider_event_taken(e.id, t.n::integer))
                         ORDER BY t.n)
                       FROM jsonb_array_elements(e.slots)
                            WITH ORDINALITY AS t (s, n)),
           'answers', (SELECT coalesce(json_agg(json_build_object(
                         'provider_id', a.provider_id,
                         'could', a.could, 'slot', a.slot)
                         ORDER BY a.created_at, a.provider_id), '[]')
                         FROM provider_event_answer a
                        WHERE a.event_id = e.id),
           'created_at', utc_text(e.created_at)) AS body
  FROM provider_event e;

GRANT EXECUTE ON FUNCTION provider_event_state_now(provider_event)
    TO app_staff;
GRANT UPDATE (name, place, held_on, slots, state, cancellation_reason)
    ON provider_event TO app_staff;
CREATE POLICY provider_event_changed ON provider_event FOR UPDATE TO app_staff
    USING (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead');
