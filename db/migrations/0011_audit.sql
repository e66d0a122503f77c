-- The audit log: events that cannot be changed, each with a digest of its
-- content, sealed in batches; and who read what about a person.
--
-- The content of an event is this text in UTF-8, every line ended by a line
-- feed, nothing but the name before "=" where a member is absent:
--
--     fairlot event 1
--     id=<public id>
--     at=<RFC 3339, UTC, as the API writes it>
--     type=<type>
--     subject_id=<uuid>
--     referral_id=<uuid>
--     organisation_id=<uuid>
--     actor_id=<uuid>
--     request_id=<X-Request-Id>
--     salt=<32 hexadecimal digits>
--
-- event.sha256 is SHA-256 of that text. The salt is random, so that nobody
-- who holds a digest can find out by guessing what it stands for.
-- core/audit.c makes the same text; docs/AUDIT.md tells how batches, heads
-- and proofs are made of it.

-------------------------------------------------------- what an event is

-- Whatever is in this text, no member can pretend to be two.
CREATE FUNCTION event_digest(id uuid, at timestamptz, type text,
    subject_id uuid, referral_id uuid, organisation_id uuid, actor_id uuid,
    request_id text, salt bytea) RETURNS bytea
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT sha256(convert_to(
        'fairlot event 1'
        || E'\nid=' || id
        || E'\nat=' || utc_text(at)
        || E'\ntype=' || type
        || E'\nsubject_id=' || coalesce(subject_id::text, '')
        || E'\nreferral_id=' || coalesce(referral_id::text, '')
        || E'\norganisation_id=' || coalesce(organisation_id::text, '')
        || E'\nactor_id=' || coalesce(actor_id::text, '')
        || E'\nrequest_id=' || coalesce(request_id, '')
        || E'\nsalt=' || encode(salt, 'hex')
        || E'\n', 'UTF8'))
$$;

-- The request under way, as its X-Request-Id; NULL where there is none.
CREATE FUNCTION this_request() RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT nullif(current_setting('app.request_id', true), '')
$$;
GRANT EXECUTE ON FUNCTION this_request() TO app_staff, app_public;
GRANT EXECUTE ON FUNCTION event_digest(uuid, timestamptz, text, uuid, uuid,
    uuid, uuid, text, bytea) TO app_staff;

ALTER TABLE event
    ADD COLUMN request_id text,
    ADD COLUMN salt bytea NOT NULL DEFAULT uuid_send(gen_random_uuid()),
    ADD CONSTRAINT event_type_is_plain CHECK (type ~ '^[a-z_]+([.][a-z_]+)*$'),
    ADD CONSTRAINT event_request_is_plain
        CHECK (request_id ~ '^[A-Za-z0-9._-]{1,64}$');
-- What was done before there were request ids had none.
ALTER TABLE event ALTER COLUMN request_id SET DEFAULT this_request();
ALTER TABLE event ADD COLUMN sha256 bytea NOT NULL
    GENERATED ALWAYS AS (event_digest(public_id, at, type, subject_id,
        referral_id, organisation_id, actor_id, request_id, salt)) STORED;

CREATE UNIQUE INDEX event_public_id_key ON event (public_id);
CREATE INDEX event_xid_idx ON event (xid, id);
CREATE INDEX event_referral_idx ON event (referral_id, xid, id)
    WHERE referral_id IS NOT NULL;

-- Who acts chooses what happened; the rest is the database's.
REVOKE INSERT ON event FROM app_staff;
GRANT INSERT (type, subject_id, referral_id, organisation_id, actor_id)
    ON event TO app_staff;

------------------------------------------------------------- the seals

-- A sealed batch. number: the second in which it was sealed, so that the next
-- number tells nobody how many batches lie between. leaves: all of the tree,
-- 32 bytes each, events and padding in random order. blind: 32 random bytes,
-- from which the padding is made and which hide the head before in `link`;
-- never told to a client.
CREATE TABLE audit_batch (
    number    bigint NOT NULL,
    sealed_at timestamptz NOT NULL,
    previous  bytea NOT NULL,
    blind     bytea NOT NULL,
    link      bytea NOT NULL,
    root      bytea NOT NULL,
    head      bytea NOT NULL,
    signature bytea NOT NULL,
    leaves    bytea NOT NULL,
    CONSTRAINT audit_batch_pkey PRIMARY KEY (number),
    -- Two batches never follow the same one: the chain has no fork.
    CONSTRAINT audit_batch_is_a_chain UNIQUE (previous),
    CONSTRAINT audit_batch_lengths CHECK (length(previous) = 32
        AND length(blind) = 32 AND length(link) = 32 AND length(root) = 32
        AND length(head) = 32 AND length(signature) = 64
        AND length(leaves) >= 512 AND length(leaves) % 32 = 0)
);

CREATE TABLE event_seal (
    event_id   bigint NOT NULL,
    batch      bigint NOT NULL,
    leaf_index integer NOT NULL,
    CONSTRAINT event_seal_pkey PRIMARY KEY (event_id),
    CONSTRAINT event_seal_place UNIQUE (batch, leaf_index),
    CONSTRAINT event_seal_event_fkey FOREIGN KEY (event_id)
        REFERENCES event (id),
    CONSTRAINT event_seal_batch_fkey FOREIGN KEY (batch)
        REFERENCES audit_batch (number)
);

-- What waits for its seal, oldest first: never beyond the oldest transaction
-- that still runs, so that what commits late is in a later batch and none is
-- skipped. floor: the horizon of the call before, below which everything is
-- sealed; NULL looks at all there is. One at a time: the others get no row.
CREATE FUNCTION audit_waiting(floor xid8, most integer)
RETURNS TABLE (event_id bigint, sha256 text, horizon xid8, number bigint,
               sealed_at text, previous text)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    moment timestamptz;
    last   public.audit_batch;
    limit_ xid8;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtextextended('audit seal', 2)) THEN
        RETURN;
    END IF;
    moment := clock_timestamp();
    limit_ := pg_snapshot_xmin(pg_current_snapshot());
    SELECT b.* INTO last FROM public.audit_batch b
     ORDER BY b.number DESC LIMIT 1;
    RETURN QUERY
    SELECT e.id, encode(e.sha256, 'hex'), limit_,
           greatest(extract(epoch FROM moment)::bigint,
                    coalesce(last.number, 0) + 1),
           utc_text(moment),
           encode(coalesce(last.head, decode(repeat('00', 32), 'hex')), 'hex')
      FROM public.event e
     WHERE e.xid >= coalesce(floor, '0'::xid8) AND e.xid < limit_
       AND NOT EXISTS (SELECT FROM public.event_seal s
                        WHERE s.event_id = e.id)
     ORDER BY e.xid, e.id
     LIMIT most;
END $$;

CREATE FUNCTION audit_seal(number bigint, sealed_at timestamptz,
    previous text, blind text, link text, root text, head text,
    signature text, leaves text, events bigint[], places integer[])
RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO public.audit_batch
    VALUES (number, sealed_at, decode(previous, 'hex'), decode(blind, 'hex'),
            decode(link, 'hex'), decode(root, 'hex'), decode(head, 'hex'),
            decode(signature, 'hex'), decode(leaves, 'hex'));
    INSERT INTO public.event_seal
    SELECT e, audit_seal.number, p FROM unnest(events, places) AS u (e, p);
$$;

-- The batches after that one, oldest first: what the file outside may lack.
CREATE FUNCTION audit_batches(after bigint, most integer)
RETURNS TABLE (number bigint, sealed_at text, previous text, blind text,
               root text, head text, signature text, leaves text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT b.number, utc_text(b.sealed_at), encode(b.previous, 'hex'),
           encode(b.blind, 'hex'), encode(b.root, 'hex'),
           encode(b.head, 'hex'), encode(b.signature, 'hex'),
           encode(b.leaves, 'hex')
      FROM public.audit_batch b
     WHERE b.number > after
     ORDER BY b.number
     LIMIT most
$$;

-- The head of one batch; NULL if there is none of that number.
CREATE FUNCTION audit_head(wanted bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT encode(head, 'hex') FROM public.audit_batch WHERE number = wanted
$$;

GRANT EXECUTE ON FUNCTION audit_waiting(xid8, integer),
    audit_seal(bigint, timestamptz, text, text, text, text, text, text, text,
        bigint[], integer[]),
    audit_batches(bigint, integer), audit_head(bigint) TO app_staff;

-- From a leaf to its root: the other half at each level, nearest first. Tells
-- digests only, so anybody may ask; whose event it is, the caller knows.
CREATE FUNCTION audit_proof(wanted bigint, place integer) RETURNS TABLE (
    batch json, path json)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    b     public.audit_batch;
    level bytea[];
    step  integer := place;
    steps json[] := '{}';
BEGIN
    SELECT * INTO b FROM public.audit_batch WHERE number = wanted;
    IF NOT FOUND THEN
        RETURN; -- what has no seal has no proof
    END IF;
    SELECT array_agg(substr(b.leaves, 32 * i + 1, 32) ORDER BY i) INTO level
      FROM generate_series(0, length(b.leaves) / 32 - 1) i;
    WHILE cardinality(level) > 1 LOOP
        steps := steps || json_build_object(
            'side', CASE step % 2 WHEN 0 THEN 'right' ELSE 'left' END,
            'sha256', encode(level[(step # 1) + 1], 'hex'));
        SELECT array_agg(sha256('\x01'::bytea || level[2 * i + 1]
                                || level[2 * i + 2]) ORDER BY i)
          INTO level
          FROM generate_series(0, cardinality(level) / 2 - 1) i;
        step := step / 2;
    END LOOP;
    RETURN QUERY SELECT json_build_object(
            'number', b.number, 'sealed_at', utc_text(b.sealed_at),
            'root', encode(b.root, 'hex'), 'previous', encode(b.link, 'hex'),
            'head', encode(b.head, 'hex'),
            'signature', replace(encode(b.signature, 'base64'), E'\n', '')),
        array_to_json(steps);
END $$;

GRANT EXECUTE ON FUNCTION audit_proof(bigint, integer) TO app_staff;

------------------------------------------------- reads of personal data

-- One row for each time somebody was shown one referral, bid or placement.
-- referral_id, council_id and lead_id say who may see that it was.
CREATE TABLE access_log (
    id              bigint GENERATED ALWAYS AS IDENTITY,
    public_id       uuid NOT NULL DEFAULT gen_random_uuid(),
    at              timestamptz NOT NULL DEFAULT now_utc(),
    operation       text NOT NULL,
    subject_id      uuid NOT NULL,
    referral_id     uuid NOT NULL,
    council_id      uuid NOT NULL,
    lead_id         uuid NOT NULL,
    organisation_id uuid NOT NULL DEFAULT me_org(), -- of the reader
    actor_id        uuid NOT NULL DEFAULT me_self(),
    request_id      text,
    purpose         text
        CONSTRAINT access_log_purpose CHECK (length(purpose) <= 200),
    CONSTRAINT access_log_pkey PRIMARY KEY (id)
);
CREATE INDEX access_log_council_idx ON access_log (council_id, id);
CREATE INDEX access_log_lead_idx ON access_log (lead_id, id);
CREATE INDEX access_log_referral_idx ON access_log (referral_id, id);

----------------------------------------------------- nothing is taken back

-- For the owner too; a superuser can still switch triggers off, and the seals
-- are there to show it.
CREATE FUNCTION refuse_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['event', 'event_reader', 'event_seal',
        'audit_batch', 'access_log']
    LOOP
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I'
            ' FROM PUBLIC, app_staff, app_public', t);
        EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE'
            ' ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
            t || '_is_for_good', t);
    END LOOP;
END $$;

---------------------------------------------------------------- policies

SELECT protect_tables();

-- An auditor sees all that happened to a referral of its council or scheme;
-- what a provider did, only once the bids are opened (R099).
CREATE POLICY event_audited ON event FOR SELECT TO app_staff
    USING ((SELECT i_audit()) AND EXISTS (
        SELECT FROM referral r
         WHERE r.id = event.referral_id
           AND (SELECT me_org()) IN (r.council_id, r.lead_id)
           AND (r.opened_at IS NOT NULL
                OR event.organisation_id IN (r.council_id, r.lead_id))));

-- A seal is seen with its event.
GRANT SELECT ON event_seal TO app_staff;
CREATE POLICY event_seal_seen ON event_seal FOR SELECT TO app_staff
    USING (EXISTS (SELECT FROM event e WHERE e.id = event_id));

-- Written by the reader about itself; seen by the council whose referral it
-- is and by auditors, a provider's reads once the bids are opened: before,
-- they would tell who bids.
GRANT SELECT ON access_log TO app_staff;
GRANT INSERT (operation, subject_id, referral_id, council_id, lead_id,
    request_id, purpose) ON access_log TO app_staff;
CREATE POLICY access_log_written ON access_log FOR INSERT TO app_staff
    WITH CHECK (organisation_id = (SELECT me_org())
                AND actor_id = (SELECT me_self()));
CREATE POLICY access_log_seen ON access_log FOR SELECT TO app_staff
    USING (((council_id = (SELECT me_org()) AND (SELECT i_place()))
            OR (lead_id = (SELECT me_org()) AND (SELECT i_audit())))
           AND (organisation_id IN (council_id, lead_id)
                OR EXISTS (SELECT FROM referral r
                            WHERE r.id = referral_id
                              AND r.opened_at IS NOT NULL)));
