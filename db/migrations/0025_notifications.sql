-- Notifications: an event, told to a person in words. There is no table of
-- them: they are the feed's events, of the types that core/event.c tells the
-- reader's role, without what the reader did. So nothing can be told here that
-- the feed does not show. What is kept is who has read which, and what nobody
-- wants by e-mail; and a queue of e-mails, made from the feed as that of
-- webhooks is. Times of the queue are real time: a sandbox's clock moves no
-- schedule.

-- What people call the thing that an event is about. Asked by whoever reads
-- the event, it says what their policies let them see.
CREATE FUNCTION event_reference(subject uuid, referral uuid) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(
        (SELECT r.reference FROM public.referral r
          WHERE r.id = event_reference.referral),
        (SELECT a.reference FROM public.application a WHERE a.id = subject),
        (SELECT a.reference FROM public.entry e
           JOIN public.application a ON a.id = e.application_id
          WHERE e.id = subject),
        (SELECT s.reference FROM public.scheme s WHERE s.id = subject),
        (SELECT s.reference FROM public.category c
           JOIN public.scheme s ON s.id = c.scheme_id WHERE c.id = subject))
$$;

-- Whether an event is of one of these types, or of their family.
CREATE FUNCTION event_is_of(type text, types text[]) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT type = ANY (types)
        OR regexp_replace(type, '[.][a-z_]+$', '') = ANY (types)
$$;

-------------------------------------------------------------------- in-app

-- reader: the person or machine client that has read it.
CREATE TABLE notification_read (
    reader   uuid NOT NULL DEFAULT me_self(),
    event_id bigint NOT NULL,
    read_at  timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT notification_read_pkey PRIMARY KEY (reader, event_id),
    CONSTRAINT notification_read_event_fkey FOREIGN KEY (event_id)
        REFERENCES event (id)
);

CREATE VIEW notification_shown WITH (security_invoker) AS
SELECT e.public_id AS id, r.xid, e.id AS event_id, e.type, e.actor_id,
       k.read_at IS NOT NULL AS is_read,
       json_build_object(
           'id', e.public_id,
           'type', e.type,
           'at', utc_text(e.at),
           'subject_id', e.subject_id,
           'referral_id', e.referral_id,
           'reference', event_reference(e.subject_id, e.referral_id),
           'read_at', utc_text(k.read_at)) AS body
  FROM event_reader r
  JOIN event e ON e.id = r.event_id
  LEFT JOIN notification_read k
         ON k.event_id = e.id AND k.reader = (SELECT me_self())
 WHERE r.organisation_id = (SELECT me_org());

-- The topics of which a person wants no e-mail; no row: of all.
CREATE TABLE notification_preference (
    user_id   uuid NOT NULL DEFAULT me_self(),
    email_off text[] NOT NULL
        -- vocabulary: notice_topic
        CONSTRAINT notification_preference_topics CHECK (email_off <@ ARRAY
        ['admission', 'standing', 'referrals', 'placements', 'schemes',
         'security']),
    CONSTRAINT notification_preference_pkey PRIMARY KEY (user_id),
    CONSTRAINT notification_preference_user_fkey FOREIGN KEY (user_id)
        REFERENCES app_user (id)
);

--------------------------------------------------------------------- e-mail

-- How far e-mail has got: the last event that was looked at, and when.
CREATE TABLE mail_progress (
    singleton boolean NOT NULL DEFAULT true
        CONSTRAINT mail_progress_is_single CHECK (singleton),
    xid       xid8 NOT NULL DEFAULT '0',
    event_id  bigint NOT NULL DEFAULT 0,
    moved_at  timestamptz, -- NULL: nothing was ever sent
    CONSTRAINT mail_progress_pkey PRIMARY KEY (singleton)
);
INSERT INTO mail_progress DEFAULT VALUES;

-- One event for one person. id is the left side of its Message-ID, the same in
-- every attempt. reply: of the mail server, its last three digits.
CREATE TABLE mail (
    id              uuid NOT NULL DEFAULT gen_random_uuid(),
    user_id         uuid NOT NULL,
    event_id        bigint NOT NULL,
    state           text NOT NULL DEFAULT 'waiting'
        CONSTRAINT mail_state CHECK (state IN
        ('waiting', 'delivered', 'dead')), -- vocabulary: delivery_state
    attempts        integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz DEFAULT clock_timestamp(),
    lease           uuid,
    leased_until    timestamptz,
    attempted_at    timestamptz,
    reply           integer,
    failure         text
        -- vocabulary: delivery_failure
        CONSTRAINT mail_failure CHECK (failure IN
        ('address', 'connection', 'tls', 'timeout', 'answer', 'status',
         'secret')),
    created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT mail_pkey PRIMARY KEY (id),
    CONSTRAINT mail_once UNIQUE (user_id, event_id),
    CONSTRAINT mail_user_fkey FOREIGN KEY (user_id) REFERENCES app_user (id),
    CONSTRAINT mail_event_fkey FOREIGN KEY (event_id) REFERENCES event (id),
    CONSTRAINT mail_waits_for_a_time
        CHECK ((state = 'waiting') = (next_attempt_at IS NOT NULL))
);
CREATE INDEX mail_due_idx ON mail (next_attempt_at) WHERE state = 'waiting';
CREATE INDEX mail_old_idx ON mail (attempted_at) WHERE state <> 'waiting';

SELECT protect_tables();

-- From the feed into the queue: at most that many events at a time, in the
-- feed's own order, none skipped that commits late. types, told and topics
-- belong together: what core/event.c tells, to which roles (with commas), and
-- what it is about. How many events were looked at. E-mail that begins, or
-- begins again after days, does not tell what is long past.
CREATE FUNCTION mail_fan_out(types text[], told text[], topics text[],
    most integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    p     record;
    moved bigint;
BEGIN
    SELECT * INTO p FROM public.mail_progress FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        RETURN 0;
    END IF;
    IF p.moved_at IS NULL
       OR p.moved_at < clock_timestamp() - interval '3 days' THEN
        UPDATE public.mail_progress
           SET xid = pg_snapshot_xmin(pg_current_snapshot()), event_id = 0,
               moved_at = clock_timestamp();
        RETURN 0;
    END IF;
    WITH page AS (
        SELECT v.xid, v.id, v.type, v.actor_id
          FROM public.event v
         WHERE v.xid < pg_snapshot_xmin(pg_current_snapshot())
           AND (v.xid, v.id) > (p.xid, p.event_id)
         ORDER BY v.xid, v.id
         LIMIT most),
    queued AS (
        INSERT INTO public.mail (user_id, event_id)
        SELECT u.id, page.id
          FROM page
          JOIN unnest(types, told, topics) AS t (type, told, topic)
            ON public.event_is_of(page.type, ARRAY[t.type])
          JOIN public.event_reader r
            ON r.event_id = page.id AND r.xid = page.xid
          JOIN public.app_user u ON u.organisation_id = r.organisation_id
         WHERE u.disabled_at IS NULL
           AND u.role = ANY (string_to_array(t.told, ','))
           AND u.id IS DISTINCT FROM page.actor_id
           AND NOT EXISTS (
               SELECT FROM public.notification_preference q
                WHERE q.user_id = u.id AND t.topic = ANY (q.email_off))
        ON CONFLICT (user_id, event_id) DO NOTHING)
    UPDATE public.mail_progress m
       SET xid = last.xid, event_id = last.id, moved_at = clock_timestamp()
      FROM (SELECT page.xid, page.id FROM page
             ORDER BY page.xid DESC, page.id DESC LIMIT 1) AS last;
    GET DIAGNOSTICS moved = ROW_COUNT;
    IF moved = 0 THEN
        UPDATE public.mail_progress SET moved_at = clock_timestamp()
         WHERE moved_at < clock_timestamp() - interval '1 hour';
    END IF;
    RETURN moved;
END $$;

-- Leases what is due, for so many seconds. Whoever has been disabled since, or
-- has gone to an organisation that may not read the event, is sent nothing.
CREATE FUNCTION mail_claim(most integer, seconds integer)
RETURNS TABLE (mail_id uuid, lease uuid, attempt integer, address text,
               type text, subject_id uuid, referral_id uuid, reference text,
               created_at bigint)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    UPDATE public.mail m
       SET state = 'dead', next_attempt_at = NULL, failure = 'address',
           attempted_at = clock_timestamp()
     WHERE m.state = 'waiting' AND m.next_attempt_at <= clock_timestamp()
       AND (m.leased_until IS NULL OR m.leased_until < clock_timestamp())
       AND NOT EXISTS (
           SELECT FROM public.app_user u
             JOIN public.event_reader r
               ON r.organisation_id = u.organisation_id
            WHERE u.id = m.user_id AND u.disabled_at IS NULL
              AND r.event_id = m.event_id);
    RETURN QUERY
    WITH due AS (
        SELECT m.id FROM public.mail m
         WHERE m.state = 'waiting' AND m.next_attempt_at <= clock_timestamp()
           AND (m.leased_until IS NULL OR m.leased_until < clock_timestamp())
         ORDER BY m.next_attempt_at
         LIMIT most
           FOR NO KEY UPDATE SKIP LOCKED),
    taken AS (
        UPDATE public.mail m
           SET lease = gen_random_uuid(), attempts = m.attempts + 1,
               attempted_at = clock_timestamp(),
               leased_until = clock_timestamp() + seconds * interval '1 s'
          FROM due WHERE m.id = due.id
        RETURNING m.*)
    SELECT t.id, t.lease, t.attempts, u.email, v.type, v.subject_id,
           v.referral_id,
           public.event_reference(v.subject_id, v.referral_id),
           extract(epoch FROM t.created_at)::bigint
      FROM taken t
      JOIN public.app_user u ON u.id = t.user_id
      JOIN public.event v ON v.id = t.event_id;
END $$;

-- How an attempt ended; of somebody whose lease is over, nothing.
CREATE FUNCTION mail_record(mail_id uuid, held uuid, became text,
    said integer, why text, retry bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    UPDATE public.mail m
       SET state = became, reply = said, failure = why, lease = NULL,
           leased_until = NULL,
           next_attempt_at = CASE WHEN became = 'waiting'
               THEN clock_timestamp() + retry * interval '1 s' END
     WHERE m.id = mail_id AND m.lease = held AND m.state = 'waiting'
$$;

CREATE FUNCTION mail_purge() RETURNS bigint
LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    WITH old AS (
        DELETE FROM public.mail WHERE ctid = ANY (ARRAY(
            SELECT m.ctid FROM public.mail m
             WHERE m.state <> 'waiting'
               AND m.attempted_at < clock_timestamp() - interval '30 days'
               AND (m.state <> 'dead' OR m.attempted_at
                    < clock_timestamp() - interval '90 days')
             LIMIT 5000))
        RETURNING 1)
    SELECT count(*) FROM old
$$;

-------------------------------------------------------------------- policies

GRANT EXECUTE ON FUNCTION event_reference(uuid, uuid),
    event_is_of(text, text[]) TO app_staff;
GRANT EXECUTE ON FUNCTION mail_fan_out(text[], text[], text[], integer),
    mail_claim(integer, integer),
    mail_record(uuid, uuid, text, integer, text, bigint),
    mail_purge() TO app_webhooks;

GRANT SELECT ON notification_shown TO app_staff;
GRANT SELECT, INSERT (event_id) ON notification_read TO app_staff;
CREATE POLICY notification_read_own ON notification_read
    FOR SELECT TO app_staff USING (reader = (SELECT me_self()));
CREATE POLICY notification_read_made ON notification_read
    FOR INSERT TO app_staff
    WITH CHECK (reader = (SELECT me_self())
                AND EXISTS (SELECT FROM event_reader r
                             WHERE r.event_id = notification_read.event_id
                               AND r.organisation_id = (SELECT me_org())));

GRANT SELECT, INSERT (email_off), UPDATE (email_off)
    ON notification_preference TO app_staff;
CREATE POLICY notification_preference_own ON notification_preference
    TO app_staff USING (user_id = (SELECT me_self()))
    WITH CHECK (user_id = (SELECT me_self()));
