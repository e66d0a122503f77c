-- Webhooks: the events of an organisation's own feed, sent to addresses that
-- it names. And roles of their own for `fairlot jobs` and for its process that
-- talks to the world outside (app_jobs, app_webhooks: db/roles.sql).
--
-- The queue is made from the feed, by the feed's own rule: an event is taken
-- when no transaction older than it still runs, so that one that commits late
-- is never skipped and one that is rolled back never sent. Writers know
-- nothing of it. All times here are real time: a sandbox's clock moves no
-- schedule.

GRANT USAGE ON SCHEMA public TO app_jobs, app_webhooks;

-------------------------------------------------- what jobs did as app_staff

REVOKE EXECUTE ON FUNCTION jobs_purge(), audit_waiting(xid8, integer),
    audit_seal(bigint, timestamptz, text, text, text, text, text, text, text,
        bigint[], integer[]),
    audit_batches(bigint, integer), audit_head(bigint) FROM app_staff;
GRANT EXECUTE ON FUNCTION jobs_purge(), audit_waiting(xid8, integer),
    audit_seal(bigint, timestamptz, text, text, text, text, text, text, text,
        bigint[], integer[]),
    audit_batches(bigint, integer), audit_head(bigint) TO app_jobs;

------------------------------------------------------------------ endpoints

-- answered_by: the person or machine client on whose authority events leave
-- the house, who made it or was the last to change it.
CREATE TABLE webhook_endpoint (
    id              uuid NOT NULL,
    organisation_id uuid NOT NULL DEFAULT me_org(),
    answered_by     uuid NOT NULL DEFAULT me_self(),
    url             text NOT NULL,
    event_types     text[] NOT NULL, -- none: all there are
    description     text NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now_utc(),
    disabled_at     timestamptz,
    disabled_reason text
        CONSTRAINT webhook_endpoint_reason CHECK (disabled_reason IN
        ('owner', 'gone', 'failing', 'unanswered')), -- vocabulary: webhook_disabled_reason
    CONSTRAINT webhook_endpoint_pkey PRIMARY KEY (id),
    CONSTRAINT webhook_endpoint_of_one UNIQUE (id, organisation_id),
    CONSTRAINT webhook_endpoint_organisation_fkey
        FOREIGN KEY (organisation_id) REFERENCES organisation (id),
    CONSTRAINT webhook_endpoint_disabled
        CHECK ((disabled_at IS NULL) = (disabled_reason IS NULL))
);
CREATE INDEX webhook_endpoint_organisation_idx
    ON webhook_endpoint (organisation_id, created_at DESC, id DESC);

-- sealed: a secret to which only the process that delivers has the key, so
-- neither a dump nor the role behind a token can sign. Without an end: the
-- present one; with one: signs beside it until then.
CREATE TABLE webhook_secret (
    id          bigint GENERATED ALWAYS AS IDENTITY,
    endpoint_id uuid NOT NULL,
    sealed      bytea NOT NULL,
    ends_at     timestamptz,
    CONSTRAINT webhook_secret_pkey PRIMARY KEY (id),
    CONSTRAINT webhook_secret_endpoint_fkey FOREIGN KEY (endpoint_id)
        REFERENCES webhook_endpoint (id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX webhook_secret_one_present
    ON webhook_secret (endpoint_id) WHERE ends_at IS NULL;
CREATE INDEX webhook_secret_endpoint_idx ON webhook_secret (endpoint_id);

-- How far an endpoint has got. xid, event_id: the last event of the feed that
-- was looked at. Beside webhook_endpoint, so that its ETag stands still.
CREATE TABLE webhook_progress (
    endpoint_id   uuid NOT NULL,
    xid           xid8 NOT NULL,
    event_id      bigint NOT NULL,
    failing_since timestamptz, -- the first failure since the last success
    served_at     timestamptz, -- whoever waits longest has the next turn
    CONSTRAINT webhook_progress_pkey PRIMARY KEY (endpoint_id),
    CONSTRAINT webhook_progress_endpoint_fkey FOREIGN KEY (endpoint_id)
        REFERENCES webhook_endpoint (id) ON DELETE CASCADE
);

-- One event for one endpoint. lease, leased_until: an attempt is under way,
-- and until then nobody else makes another one.
CREATE TABLE webhook_delivery (
    id              uuid NOT NULL DEFAULT gen_random_uuid(),
    endpoint_id     uuid NOT NULL,
    organisation_id uuid NOT NULL,
    event_id        bigint NOT NULL,
    state           text NOT NULL DEFAULT 'waiting'
        CONSTRAINT webhook_delivery_state CHECK (state IN
        ('waiting', 'delivered', 'dead')), -- vocabulary: delivery_state
    attempts        integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz DEFAULT clock_timestamp(),
    lease           uuid,
    leased_until    timestamptz,
    attempted_at    timestamptz,
    response_status integer,
    failure         text
        -- vocabulary: delivery_failure
        CONSTRAINT webhook_delivery_failure CHECK (failure IN
        ('address', 'connection', 'tls', 'timeout', 'answer', 'status',
         'secret')),
    created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT webhook_delivery_pkey PRIMARY KEY (id),
    CONSTRAINT webhook_delivery_once UNIQUE (endpoint_id, event_id),
    CONSTRAINT webhook_delivery_endpoint_fkey
        FOREIGN KEY (endpoint_id, organisation_id)
        REFERENCES webhook_endpoint (id, organisation_id) ON DELETE CASCADE,
    CONSTRAINT webhook_delivery_event_fkey FOREIGN KEY (event_id)
        REFERENCES event (id),
    CONSTRAINT webhook_delivery_waits_for_a_time
        CHECK ((state = 'waiting') = (next_attempt_at IS NOT NULL))
);
CREATE INDEX webhook_delivery_due_idx
    ON webhook_delivery (endpoint_id, next_attempt_at) WHERE state = 'waiting';
CREATE INDEX webhook_delivery_list_idx
    ON webhook_delivery (endpoint_id, created_at DESC, id DESC);
CREATE INDEX webhook_delivery_old_idx
    ON webhook_delivery (attempted_at) WHERE state <> 'waiting';

SELECT protect_tables();

-- A new endpoint of the caller's organisation: of all that happens from now
-- on. NULL: the organisation has as many as it may.
CREATE FUNCTION webhook_endpoint_add(id uuid, url text, event_types text[],
    description text, sealed bytea, most integer) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF public.me_role() NOT IN ('lead', 'council', 'provider') THEN
        RAISE EXCEPTION 'your role has no webhooks' USING ERRCODE = 'FL403';
    END IF;
    PERFORM pg_advisory_xact_lock(
        hashtextextended('webhooks of ' || public.me_org(), 0));
    IF (SELECT count(*) FROM public.webhook_endpoint e
         WHERE e.organisation_id = public.me_org()) >= most THEN
        RETURN NULL;
    END IF;
    INSERT INTO public.webhook_endpoint (id, url, event_types, description)
    VALUES (id, url, event_types, description);
    INSERT INTO public.webhook_secret (endpoint_id, sealed)
    VALUES (id, sealed);
    INSERT INTO public.webhook_progress (endpoint_id, xid, event_id)
    VALUES (id, pg_snapshot_xmin(pg_current_snapshot()), 0);
    RETURN id;
END $$;
GRANT EXECUTE ON FUNCTION webhook_endpoint_add(uuid, text, text[], text,
    bytea, integer) TO app_staff;

------------------------------------------------------------- what is shown

CREATE VIEW webhook_endpoint_shown WITH (security_invoker) AS
SELECT e.id, e.created_at, json_build_object(
           'id', e.id,
           'url', e.url,
           'description', e.description,
           'event_types', e.event_types,
           'disabled', e.disabled_at IS NOT NULL,
           'disabled_at', utc_text(e.disabled_at),
           'disabled_reason', e.disabled_reason,
           'previous_secret_ends_at', (
               SELECT utc_text(max(s.ends_at)) FROM webhook_secret s
                WHERE s.endpoint_id = e.id AND s.ends_at > clock_timestamp()),
           'answered_by', e.answered_by,
           'created_at', utc_text(e.created_at)) AS body
  FROM webhook_endpoint e;

-- Never what a receiver said: its status, and a word of ours.
CREATE VIEW webhook_delivery_shown WITH (security_invoker) AS
SELECT d.id, d.endpoint_id, d.state, d.created_at, json_build_object(
           'id', d.id,
           'event_id', v.public_id,
           'event_type', v.type,
           'state', d.state,
           'attempts', d.attempts,
           'attempted_at', utc_text(d.attempted_at),
           'next_attempt_at', utc_text(d.next_attempt_at),
           'response_status', d.response_status,
           'failure', d.failure,
           'created_at', utc_text(d.created_at)) AS body
  FROM webhook_delivery d
  JOIN event v ON v.id = d.event_id;

-------------------------------------------------------- for the deliverer

-- Whether whoever answers for an endpoint may still read the feed.
CREATE FUNCTION webhook_is_answered_for(who uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM public.app_user u
                    WHERE u.id = who AND u.disabled_at IS NULL
                      AND u.role <> 'portal')
        OR EXISTS (SELECT FROM public.client c
                    WHERE c.id = who AND c.disabled_at IS NULL
                      AND c.role <> 'portal')
$$;

-- Disables an endpoint and tells its owner; what waits goes on waiting.
CREATE FUNCTION webhook_stop(endpoint uuid, reason text) RETURNS void
LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    WITH stopped AS (
        UPDATE public.webhook_endpoint e
           SET disabled_at = public.now_utc(), disabled_reason = reason
         WHERE e.id = endpoint AND e.disabled_at IS NULL
        RETURNING e.id, e.organisation_id),
    told AS (
        INSERT INTO public.event (type, subject_id)
        SELECT 'webhook.disabled', s.id FROM stopped s
        RETURNING id, xid)
    INSERT INTO public.event_reader (organisation_id, xid, event_id)
    SELECT s.organisation_id, t.xid, t.id FROM stopped s, told t
$$;

-- From the feeds into the queue: at most that many events of each endpoint,
-- as long as not too many wait there. How many endpoints got further. An event
-- that was sent before is sent again: its endpoint has been set back to it.
CREATE FUNCTION webhook_fan_out(most integer, waiting_most integer)
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
                    OR v.type = ANY (p.event_types))
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

-- Leases deliveries that are due, for so many seconds: of each endpoint as
-- many as it may have at once, or one while it fails; whoever has waited
-- longest for a turn comes first. An event that its organisation may not read
-- is not given out. body is what is sent; secrets are sealed, the newest
-- first, hexadecimal with blanks between them.
CREATE FUNCTION webhook_claim(most integer, of_each integer, seconds integer)
RETURNS TABLE (delivery_id uuid, lease uuid, attempt integer,
               endpoint_id uuid, url text, event_id uuid, body text,
               secrets text, failing bigint)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    p    record;
    left_ integer := most;
    room integer;
    got  bigint;
BEGIN
    FOR p IN
        SELECT e.id, e.organisation_id, e.url, g.failing_since
          FROM public.webhook_progress g
          JOIN public.webhook_endpoint e ON e.id = g.endpoint_id
         WHERE e.disabled_at IS NULL
           AND public.webhook_is_answered_for(e.answered_by)
           AND EXISTS (SELECT FROM public.webhook_delivery d
                        WHERE d.endpoint_id = e.id AND d.state = 'waiting'
                          AND d.next_attempt_at <= clock_timestamp()
                          AND (d.leased_until IS NULL
                               OR d.leased_until < clock_timestamp()))
         ORDER BY g.served_at NULLS FIRST
           FOR NO KEY UPDATE OF g SKIP LOCKED
    LOOP
        EXIT WHEN left_ <= 0;
        SELECT CASE WHEN p.failing_since IS NULL THEN of_each ELSE 1 END
               - count(*) INTO room
          FROM public.webhook_delivery d
         WHERE d.endpoint_id = p.id AND d.state = 'waiting'
           AND d.leased_until >= clock_timestamp();
        CONTINUE WHEN room <= 0;
        UPDATE public.webhook_progress SET served_at = clock_timestamp()
         WHERE endpoint_id = p.id;
        RETURN QUERY
        WITH due AS (
            SELECT d.id
              FROM public.webhook_delivery d
             WHERE d.endpoint_id = p.id AND d.state = 'waiting'
               AND d.next_attempt_at <= clock_timestamp()
               AND (d.leased_until IS NULL
                    OR d.leased_until < clock_timestamp())
               AND EXISTS (SELECT FROM public.event_reader r
                            WHERE r.event_id = d.event_id
                              AND r.organisation_id = p.organisation_id)
             ORDER BY d.next_attempt_at, d.event_id
             LIMIT least(room, left_)
               FOR NO KEY UPDATE SKIP LOCKED),
        taken AS (
            UPDATE public.webhook_delivery d
               SET attempts = d.attempts + 1, lease = gen_random_uuid(),
                   response_status = NULL, failure = NULL,
                   attempted_at = clock_timestamp(),
                   leased_until = clock_timestamp()
                                  + make_interval(secs => seconds)
              FROM due WHERE d.id = due.id
            RETURNING d.id, d.lease, d.attempts, d.event_id)
        SELECT t.id, t.lease, t.attempts, p.id, p.url, v.public_id,
               json_build_object(
                   'type', v.type, 'timestamp', utc_text(v.at),
                   'data', json_build_object(
                       'event_id', v.public_id, 'subject_id', v.subject_id,
                       'referral_id', v.referral_id))::text,
               (SELECT string_agg(encode(s.sealed, 'hex'), ' '
                                  ORDER BY s.id DESC)
                  FROM public.webhook_secret s
                 WHERE s.endpoint_id = p.id
                   AND (s.ends_at IS NULL
                        OR s.ends_at > clock_timestamp())),
               coalesce(extract(epoch FROM clock_timestamp()
                                - p.failing_since), 0)::bigint
          FROM taken t JOIN public.event v ON v.id = t.event_id
         ORDER BY t.event_id;
        GET DIAGNOSTICS got = ROW_COUNT;
        left_ := left_ - got::integer;
    END LOOP;
END $$;

-- How an attempt ended. Whoever lost its lease to another is listened to only
-- if it has good news. retry: seconds, NULL unless it waits. disable: a
-- reason, or NULL.
CREATE FUNCTION webhook_record(delivery uuid, leased uuid, new_state text,
    status integer, why text, retry bigint, disable text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    endpoint uuid;
BEGIN
    -- In the order in which webhook_fan_out() takes its locks.
    SELECT g.endpoint_id INTO endpoint
      FROM public.webhook_progress g
     WHERE g.endpoint_id = (SELECT d.endpoint_id
                              FROM public.webhook_delivery d
                             WHERE d.id = delivery)
       FOR NO KEY UPDATE;
    UPDATE public.webhook_delivery d
       SET state = new_state, response_status = status, failure = why,
           lease = NULL, leased_until = NULL,
           next_attempt_at = clock_timestamp() + make_interval(secs => retry)
     WHERE d.id = delivery
       AND (d.lease = leased
            OR (new_state = 'delivered' AND d.state = 'waiting'));
    IF NOT FOUND THEN
        RETURN;
    END IF;
    UPDATE public.webhook_progress g
       SET failing_since = CASE WHEN new_state <> 'delivered'
                                THEN clock_timestamp() END
     WHERE g.endpoint_id = endpoint
       AND (g.failing_since IS NULL) <> (new_state = 'delivered');
    IF disable IS NOT NULL THEN
        PERFORM public.webhook_stop(endpoint, disable);
    END IF;
END $$;

-- Forgets deliveries 30 days after they were made, dead letters after 90, and
-- secrets at their end; a batch of each at a time.
CREATE FUNCTION webhook_purge() RETURNS bigint
LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    WITH secrets AS (
        DELETE FROM public.webhook_secret s
         WHERE s.ends_at < clock_timestamp()
        RETURNING 1),
    deliveries AS (
        DELETE FROM public.webhook_delivery WHERE ctid = ANY (ARRAY(
            SELECT d.ctid FROM public.webhook_delivery d
             WHERE d.state <> 'waiting'
               AND d.attempted_at < clock_timestamp() - interval '30 days'
               AND (d.state <> 'dead' OR d.attempted_at
                    < clock_timestamp() - interval '90 days')
             LIMIT 5000))
        RETURNING 1)
    SELECT (SELECT count(*) FROM secrets) + (SELECT count(*) FROM deliveries)
$$;

GRANT EXECUTE ON FUNCTION webhook_fan_out(integer, integer),
    webhook_claim(integer, integer, integer),
    webhook_record(uuid, uuid, text, integer, text, bigint, text),
    webhook_purge(), is_sandbox() TO app_webhooks;

------------------------------------------------------------------- policies

-- Who may work with an organisation's webhooks, and who may look at them.
CREATE FUNCTION i_connect() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT public.me_role() IN ('lead', 'council', 'provider')
$$;
CREATE FUNCTION i_see_connections() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT public.me_role() IN ('lead', 'council', 'provider', 'auditor')
$$;
GRANT EXECUTE ON FUNCTION i_connect(), i_see_connections() TO app_staff;

GRANT SELECT, DELETE ON webhook_endpoint TO app_staff;
GRANT UPDATE (url, event_types, description, disabled_at, disabled_reason,
    answered_by) ON webhook_endpoint TO app_staff;
CREATE POLICY webhook_endpoint_own ON webhook_endpoint
    FOR SELECT TO app_staff
    USING (organisation_id = (SELECT me_org())
           AND (SELECT i_see_connections()));
CREATE POLICY webhook_endpoint_changed ON webhook_endpoint
    FOR UPDATE TO app_staff
    USING (organisation_id = (SELECT me_org()) AND (SELECT i_connect()))
    WITH CHECK (answered_by = (SELECT me_self()));
CREATE POLICY webhook_endpoint_removed ON webhook_endpoint
    FOR DELETE TO app_staff
    USING (organisation_id = (SELECT me_org()) AND (SELECT i_connect()));

-- Written, never read: not even sealed.
GRANT SELECT (id, endpoint_id, ends_at), INSERT (endpoint_id, sealed),
    UPDATE (ends_at) ON webhook_secret TO app_staff;
CREATE POLICY webhook_secret_own ON webhook_secret FOR SELECT TO app_staff
    USING (EXISTS (SELECT FROM webhook_endpoint e WHERE e.id = endpoint_id));
CREATE POLICY webhook_secret_made ON webhook_secret FOR INSERT TO app_staff
    WITH CHECK ((SELECT i_connect()) AND EXISTS (
        SELECT FROM webhook_endpoint e WHERE e.id = endpoint_id));
CREATE POLICY webhook_secret_ended ON webhook_secret FOR UPDATE TO app_staff
    USING ((SELECT i_connect()) AND EXISTS (
        SELECT FROM webhook_endpoint e WHERE e.id = endpoint_id));

GRANT SELECT, UPDATE (xid, event_id, failing_since)
    ON webhook_progress TO app_staff;
CREATE POLICY webhook_progress_own ON webhook_progress FOR SELECT TO app_staff
    USING (EXISTS (SELECT FROM webhook_endpoint e WHERE e.id = endpoint_id));
CREATE POLICY webhook_progress_set_back ON webhook_progress
    FOR UPDATE TO app_staff
    USING ((SELECT i_connect()) AND EXISTS (
        SELECT FROM webhook_endpoint e WHERE e.id = endpoint_id));

GRANT SELECT, INSERT (endpoint_id, organisation_id, event_id),
    UPDATE (state, attempts, next_attempt_at, response_status, failure)
    ON webhook_delivery TO app_staff;
CREATE POLICY webhook_delivery_own ON webhook_delivery FOR SELECT TO app_staff
    USING (organisation_id = (SELECT me_org())
           AND (SELECT i_see_connections()));
CREATE POLICY webhook_delivery_made ON webhook_delivery
    FOR INSERT TO app_staff
    WITH CHECK (organisation_id = (SELECT me_org()) AND (SELECT i_connect()));
CREATE POLICY webhook_delivery_sent_again ON webhook_delivery
    FOR UPDATE TO app_staff
    USING (organisation_id = (SELECT me_org()) AND (SELECT i_connect()));

GRANT SELECT ON webhook_endpoint_shown, webhook_delivery_shown TO app_staff;
