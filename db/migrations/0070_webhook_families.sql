-- Who asks for bid.read_refused gets bid.read_refused.forbidden and the like, too:
-- those two types are only ever written with their reason, so that an endpoint
-- that named one of them was sent nothing.

-- From the feeds into the queue: at most that many events of each endpoint,
-- as long as not too many wait there. How many endpoints got further. An event
-- that was sent before is sent again: its endpoint has been set back to it.
CREATE OR REPLACE FUNCTION webhook_fan_out(most integer, waiting_most integer)
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    p     record;
    moved bigint;
    total bigint := 0;
BEGIN
    PERFORM public.webhook_stop(e.id, 'unanswered')
       FROM public.webhook_endpoint e
      WHERE e.disabled_at IS NULL
        AND NOT public.webhook_is_answered_for(e.answered_by);
    FOR p IN
        SELECT g.endpoint_id, g.xid, g.event_id, e.organisation_id,
               e.event_types
          FROM public.webhook_progress g
          JOIN public.webhook_endpoint e ON e.id = g.endpoint_id
         WHERE e.disabled_at IS NULL
           AND EXISTS (
               SELECT FROM public.event_reader r
                WHERE r.organisation_id = e.organisation_id
                  AND r.xid < pg_snapshot_xmin(pg_current_snapshot())
                  AND (r.xid, r.event_id) > (g.xid, g.event_id))
           AND (SELECT count(*) FROM (
                    SELECT FROM public.webhook_delivery d
                     WHERE d.endpoint_id = g.endpoint_id
                       AND d.state = 'waiting'
                     LIMIT waiting_most) AS w) < waiting_most
           FOR NO KEY UPDATE OF g SKIP LOCKED
    LOOP
        WITH page AS (
            SELECT r.xid, r.event_id
              FROM public.event_reader r
             WHERE r.organisation_id = p.organisation_id
               AND r.xid < pg_snapshot_xmin(pg_current_snapshot())
               AND (r.xid, r.event_id) > (p.xid, p.event_id)
             ORDER BY r.xid, r.event_id
             LIMIT most),
        queued AS (
            INSERT INTO public.webhook_delivery
                (endpoint_id, organisation_id, event_id)
            SELECT p.endpoint_id, p.organisation_id, v.id
              FROM page JOIN public.event v ON v.id = page.event_id
             WHERE v.type <> 'webhook.tested' -- queued by who asked for it
               AND (cardinality(p.event_types) = 0
                    OR public.event_is_of(v.type, p.event_types))
             ORDER BY page.xid, page.event_id
            ON CONFLICT (endpoint_id, event_id) DO UPDATE
               SET state = 'waiting', attempts = 0,
                   next_attempt_at = clock_timestamp(),
                   response_status = NULL, failure = NULL
             WHERE webhook_delivery.state <> 'waiting')
        UPDATE public.webhook_progress g
           SET xid = last.xid, event_id = last.event_id
          FROM (SELECT page.xid, page.event_id FROM page
                 ORDER BY page.xid DESC, page.event_id DESC LIMIT 1) AS last
         WHERE g.endpoint_id = p.endpoint_id;
        GET DIAGNOSTICS moved = ROW_COUNT;
        total := total + moved;
    END LOOP;
    RETURN total;
END $$;
