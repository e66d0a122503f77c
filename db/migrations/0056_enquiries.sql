-- What a family that pays for itself writes to a home of the directory (R178).
-- Nobody is shown it before whoever has the e-mail address has confirmed it:
-- until then there is a row without a reader. It reaches the home's provider
-- and those whose accreditation listed the home at that moment, written on the
-- row. docs/adr/0026-enquiries.md.

CREATE TABLE enquiry (
    id               uuid NOT NULL,
    establishment_id uuid NOT NULL,
    provider_id      uuid NOT NULL,
    lead_ids         uuid[] NOT NULL DEFAULT '{}', -- whom else it was sent to
    state            text NOT NULL DEFAULT 'unconfirmed'
        -- vocabulary: enquiry_state
        CONSTRAINT enquiry_state CHECK (state IN
        ('unconfirmed', 'sent', 'answered')),
    contact          text NOT NULL -- {name, email, telephone}
        CONSTRAINT enquiry_contact_sealed CHECK (is_sealed(contact)),
    message          text NOT NULL
        CONSTRAINT enquiry_message_sealed CHECK (is_sealed(message)),
    reply_by         text NOT NULL
        -- vocabulary: enquiry_reply
        CONSTRAINT enquiry_reply CHECK (reply_by IN ('email', 'phone')),
    moving_when      text
        -- vocabulary: enquiry_moving
        CONSTRAINT enquiry_moving CHECK (moving_when IN
        ('as_soon_as_possible', 'within_three_months', 'later', 'undecided')),
    made_at          timestamptz NOT NULL DEFAULT now_utc(),
    confirm_by       timestamptz NOT NULL,
    -- Both until it is confirmed, and no longer. The address is known by a
    -- digest under a key that is not here.
    token_sha256     text,
    address_digest   text,
    sent_at          timestamptz,
    answered_at      timestamptz,
    CONSTRAINT enquiry_pkey PRIMARY KEY (id),
    CONSTRAINT enquiry_token UNIQUE (token_sha256),
    CONSTRAINT enquiry_establishment_fkey
        FOREIGN KEY (establishment_id, provider_id)
        REFERENCES establishment (id, provider_id),
    CONSTRAINT enquiry_has_readers CHECK (
        (state = 'unconfirmed') = (sent_at IS NULL)
        AND (state = 'unconfirmed') = (lead_ids = '{}')
        AND (state = 'unconfirmed') = (token_sha256 IS NOT NULL)
        AND (state = 'unconfirmed') = (address_digest IS NOT NULL)),
    CONSTRAINT enquiry_answered
        CHECK ((state = 'answered') = (answered_at IS NOT NULL))
);
CREATE INDEX enquiry_unconfirmed_idx ON enquiry (address_digest, made_at)
    WHERE state = 'unconfirmed';
CREATE INDEX enquiry_sent_idx ON enquiry (sent_at DESC, id DESC);

-- Who wrote to which home of late: a digest of network address and home.
CREATE TABLE enquiry_try (
    id     bigint GENERATED ALWAYS AS IDENTITY,
    origin text NOT NULL,
    at     timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT enquiry_try_pkey PRIMARY KEY (id)
);
CREATE INDEX enquiry_try_idx ON enquiry_try (origin, at);

------------------------------------------------------- letters to strangers

-- A letter is about an event and to a person, or about an enquiry and to
-- whoever wrote it. Of the latter, address and token are sealed to a key that
-- `fairlot mail` alone has, and forgotten with the last attempt.
ALTER TABLE mail ALTER COLUMN user_id DROP NOT NULL,
    ALTER COLUMN event_id DROP NOT NULL,
    ADD COLUMN enquiry_id uuid,
    ADD COLUMN sealed text,
    ADD CONSTRAINT mail_enquiry_fkey FOREIGN KEY (enquiry_id)
        REFERENCES enquiry (id) ON DELETE CASCADE,
    ADD CONSTRAINT mail_is_to_one CHECK (
        (enquiry_id IS NULL) = (user_id IS NOT NULL)
        AND (enquiry_id IS NULL) = (event_id IS NOT NULL)
        AND (sealed IS NOT NULL)
            = (enquiry_id IS NOT NULL AND state = 'waiting'));
CREATE INDEX mail_enquiry_idx ON mail (enquiry_id)
    WHERE enquiry_id IS NOT NULL;

SELECT protect_tables();

-- Whether a letter may still go: to a person who may read its event, or about
-- an enquiry that can still be confirmed.
CREATE FUNCTION mail_may_go(person uuid, event bigint, enquiry uuid)
RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
               SELECT FROM public.app_user u
                 JOIN public.event_reader r
                   ON r.organisation_id = u.organisation_id
                WHERE u.id = mail_may_go.person AND u.disabled_at IS NULL
                  AND r.event_id = mail_may_go.event)
        OR EXISTS (
               SELECT FROM public.enquiry q
                WHERE q.id = mail_may_go.enquiry AND q.state = 'unconfirmed'
                  AND q.confirm_by > public.now_utc())
$$;

-- As before, and letters about enquiries: those have `sealed`, and no address.
DROP FUNCTION mail_claim(integer, integer);
CREATE FUNCTION mail_claim(most integer, seconds integer)
RETURNS TABLE (mail_id uuid, lease uuid, attempt integer, address text,
               sealed text, type text, subject_id uuid, referral_id uuid,
               reference text, created_at bigint)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH due AS (
        SELECT m.id FROM public.mail m
         WHERE m.state = 'waiting' AND m.next_attempt_at <= clock_timestamp()
           AND (m.leased_until IS NULL OR m.leased_until < clock_timestamp())
           AND public.mail_may_go(m.user_id, m.event_id, m.enquiry_id)
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
    SELECT t.id, t.lease, t.attempts, u.email, t.sealed, v.type, v.subject_id,
           v.referral_id,
           public.event_reference(v.subject_id, v.referral_id),
           extract(epoch FROM t.created_at)::bigint
      FROM taken t
      LEFT JOIN public.app_user u ON u.id = t.user_id
      LEFT JOIN public.event v ON v.id = t.event_id;
    IF FOUND THEN
        RETURN;
    END IF;
    UPDATE public.mail m
       SET state = 'dead', next_attempt_at = NULL, failure = 'address',
           sealed = NULL, attempted_at = clock_timestamp()
     WHERE m.state = 'waiting' AND m.next_attempt_at <= clock_timestamp()
       AND (m.leased_until IS NULL OR m.leased_until < clock_timestamp())
       AND NOT public.mail_may_go(m.user_id, m.event_id, m.enquiry_id);
END $$;

CREATE OR REPLACE FUNCTION mail_record(mail_id uuid, held uuid, became text,
    said integer, why text, retry bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    UPDATE public.mail m
       SET state = became, reply = said, failure = why, lease = NULL,
           leased_until = NULL,
           sealed = CASE WHEN became = 'waiting' THEN m.sealed END,
           next_attempt_at = CASE WHEN became = 'waiting'
               THEN clock_timestamp() + retry * interval '1 s' END
     WHERE m.id = mail_id AND m.lease = held AND m.state = 'waiting'
$$;
GRANT EXECUTE ON FUNCTION mail_claim(integer, integer) TO app_webhooks;

--------------------------------------------------------------------- topics

ALTER TABLE notification_preference
    DROP CONSTRAINT notification_preference_topics,
    ADD CONSTRAINT notification_preference_topics
        -- vocabulary: notice_topic
        CHECK (email_off <@ ARRAY
        ['admission', 'standing', 'referrals', 'placements', 'schemes',
         'security', 'enquiries']);

----------------------------------------------------- from nobody to its home

-- The lead authorities in whose schemes the public finds this home now; NULL:
-- it is not in the directory.
CREATE FUNCTION enquiry_leads(home uuid) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT array_agg(DISTINCT a.lead_id)
              FROM public.accreditation a
             WHERE a.establishment_id = home AND a.listed
               AND public.stands(a.state, a.stands_until,
                                 public.now_utc()));
END $$;

-- Keeps an enquiry and queues the letter that asks to confirm it. Of one
-- network address only so many go to a home in a day: then retry_after is not
-- 0. Of one e-mail address only so many are kept unconfirmed; the next is
-- forgotten at once, and nobody is told, for that would say that somebody has
-- used the address.
CREATE FUNCTION enquiry_make(enquiry uuid, home uuid, sealed_contact text,
    sealed_message text, reply text, moving text, hours integer, token text,
    address text, most_of_address integer, came_from text,
    most_of_origin integer, letter_id uuid, letter text)
RETURNS TABLE (retry_after integer, confirm_by text)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    day      constant interval := interval '24 hours';
    made     integer;
    first    timestamptz;
    ends     timestamptz;
    too_many boolean;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(came_from, 3));
    SELECT count(*), min(t.at) INTO made, first
      FROM public.enquiry_try t
     WHERE t.origin = came_from AND t.at > public.now_utc() - day;
    IF made >= most_of_origin THEN
        RETURN QUERY SELECT greatest(1, ceil(extract(epoch FROM
            first + day - public.now_utc()))::integer), NULL::text;
        RETURN;
    END IF;
    INSERT INTO public.enquiry_try (origin) VALUES (came_from);
    PERFORM pg_advisory_xact_lock(hashtextextended(address, 4));
    ends := public.now_utc() + make_interval(hours => hours);
    SELECT count(*) >= most_of_address INTO too_many
      FROM public.enquiry q
     WHERE q.address_digest = address AND q.state = 'unconfirmed'
       AND q.made_at > public.now_utc() - day;
    INSERT INTO public.enquiry (id, establishment_id, provider_id, contact,
        message, reply_by, moving_when, confirm_by, token_sha256,
        address_digest)
    SELECT enquiry, e.id, e.provider_id, sealed_contact, sealed_message,
           reply, moving, ends, token, address
      FROM public.establishment e WHERE e.id = home;
    INSERT INTO public.mail (id, enquiry_id, sealed)
    VALUES (letter_id, enquiry, letter);
    -- Stored and taken away again, so that it takes as long.
    DELETE FROM public.enquiry q WHERE q.id = enquiry AND too_many;
    RETURN QUERY SELECT 0, public.utc_text(ends);
END $$;

-- Sends the enquiry that the token is of, once; no row if there is none that
-- can still be confirmed. A home that is not in the directory any more gets
-- nothing: body is NULL, and all stays as it was.
CREATE FUNCTION enquiry_confirm(token text) RETURNS TABLE (body text)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    q     public.enquiry;
    leads uuid[];
BEGIN
    SELECT * INTO q FROM public.enquiry x
     WHERE x.token_sha256 = token FOR UPDATE;
    IF NOT FOUND OR q.confirm_by <= public.now_utc() THEN
        RETURN;
    END IF;
    leads := public.enquiry_leads(q.establishment_id);
    IF leads IS NULL THEN
        RETURN QUERY SELECT NULL::text;
        RETURN;
    END IF;
    UPDATE public.enquiry x
       SET state = 'sent', sent_at = public.now_utc(), lead_ids = leads,
           token_sha256 = NULL, address_digest = NULL
     WHERE x.id = q.id RETURNING * INTO q;
    PERFORM public.happened('enquiry.received', q.id,
                            leads || q.provider_id);
    RETURN QUERY
    SELECT json_build_object(
               'id', q.id,
               'state', q.state,
               'establishment', json_build_object(
                   'id', e.id, 'name', e.name),
               'sent_at', public.utc_text(q.sent_at))::text
      FROM public.establishment e WHERE e.id = q.establishment_id;
END $$;

-- Forgets what was not confirmed within two days, and what was sent so many
-- months ago.
CREATE FUNCTION enquiries_forget(months integer) RETURNS bigint
LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    WITH tries AS (
        DELETE FROM public.enquiry_try t
         WHERE t.at <= public.now_utc() - interval '24 hours'),
    gone AS (
        DELETE FROM public.enquiry q
         WHERE (q.state = 'unconfirmed'
                AND q.made_at <= public.now_utc() - interval '48 hours')
            OR q.sent_at <= public.now_utc() - make_interval(months => months)
        RETURNING 1)
    SELECT count(*) FROM gone
$$;

GRANT EXECUTE ON FUNCTION enquiry_leads(uuid),
    enquiry_make(uuid, uuid, text, text, text, text, integer, text, text,
        integer, text, integer, uuid, text),
    enquiry_confirm(text) TO app_staff, app_public;
GRANT EXECUTE ON FUNCTION enquiries_forget(integer) TO app_jobs;

------------------------------------------------------------------- policies

GRANT SELECT (id, establishment_id, provider_id, lead_ids, state, contact,
    message, reply_by, moving_when, sent_at, answered_at)
    ON enquiry TO app_staff;
GRANT UPDATE (state, answered_at) ON enquiry TO app_staff;
CREATE POLICY enquiry_seen ON enquiry FOR SELECT TO app_staff
    USING (state <> 'unconfirmed'
           AND ((provider_id = (SELECT me_org())
                 AND (SELECT me_role()) = 'provider')
                OR ((SELECT me_org()) = ANY (lead_ids)
                    AND (SELECT me_role()) IN ('lead', 'auditor'))));
CREATE POLICY enquiry_answered ON enquiry FOR UPDATE TO app_staff
    USING (provider_id = (SELECT me_org())
           AND (SELECT me_role()) = 'provider' AND state = 'sent')
    WITH CHECK (state = 'answered');

-- item: as a list has it, without what anybody wrote.
CREATE VIEW enquiry_shown WITH (security_invoker = true) AS
SELECT q.id, q.establishment_id, q.state, q.sent_at, i.item,
       i.item || jsonb_build_object(
           'contact', personal_json('enquiry.contact', q.id::text, q.contact),
           'message', personal('enquiry.message', q.id::text, q.message))
           AS body
  FROM enquiry q
 CROSS JOIN LATERAL (
       SELECT jsonb_build_object(
                  'id', q.id,
                  'state', q.state,
                  'establishment', json_build_object(
                      'id', q.establishment_id,
                      'name', home_name(q.establishment_id)),
                  'reply_by', q.reply_by,
                  'moving_when', q.moving_when,
                  'sent_at', utc_text(q.sent_at),
                  'answered_at', utc_text(q.answered_at)) AS item) AS i;
GRANT SELECT ON enquiry_shown TO app_staff;

---------------------------------------------------- where sealed texts stand

-- A table, so that a migration adds its own and copies none.
CREATE TABLE personal_place (
    field  text NOT NULL,
    tab    text NOT NULL,
    stored text NOT NULL,
    place  text NOT NULL,
    change text NOT NULL,
    CONSTRAINT personal_place_pkey PRIMARY KEY (field)
);
INSERT INTO personal_place SELECT * FROM personal_places();
INSERT INTO personal_place (field, tab, stored, place, change) VALUES
    ('enquiry.contact', 'enquiry', 'contact', 'id', 'contact = $2'),
    ('enquiry.message', 'enquiry', 'message', 'id', 'message = $2');
SELECT protect_tables();
CREATE OR REPLACE FUNCTION personal_places() RETURNS TABLE (field text,
    tab text, stored text, place text, change text)
LANGUAGE sql STABLE AS $$
    SELECT p.field, p.tab, p.stored, p.place, p.change FROM personal_place p
$$;
