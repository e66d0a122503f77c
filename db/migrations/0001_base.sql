-- The ground everything stands on: roles' rights, the clock of the rules, who
-- is calling, organisations and their people, events, postcodes.
--
-- Run by fairlot_owner, in one transaction, by `fairlot migrate`. The roles
-- fairlot_owner, app_staff and app_public are made before, by db/roles.sql:
-- they belong to the cluster, not to this database.
--
-- Who sees which row is decided here and in 0002 by policies, not by the
-- WHERE of a statement: see docs/ACCESS.md for the table they implement.

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO app_staff, app_public;

-- A function is callable by nobody until it says otherwise.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- Row-level security enabled and forced on every table there is; the owner's
-- access is a policy too, so that what it may do is written down. Called at
-- the end of each migration that makes a table.
CREATE FUNCTION protect_tables() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    t regclass;
BEGIN
    FOR t IN
        SELECT c.oid::regclass
          FROM pg_class c
         WHERE c.relnamespace = 'public'::regnamespace
           AND c.relkind IN ('r', 'p')
           AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
    LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY owner_all ON %s TO fairlot_owner'
            ' USING (true) WITH CHECK (true)', t);
    END LOOP;
END $$;

------------------------------------------------------------------ the clock

-- Whether this database is a sandbox is said once, when it is made.
CREATE TABLE instance (
    singleton boolean NOT NULL DEFAULT true
        CONSTRAINT instance_is_single CHECK (singleton),
    sandbox   boolean NOT NULL,
    CONSTRAINT instance_pkey PRIMARY KEY (singleton),
    CONSTRAINT instance_sandbox_key UNIQUE (singleton, sandbox)
);

-- The shift of the rules' clock. The foreign key makes a row impossible in
-- any database but a sandbox.
CREATE TABLE sandbox_clock (
    singleton boolean NOT NULL DEFAULT true,
    sandbox   boolean NOT NULL DEFAULT true
        CONSTRAINT sandbox_clock_only_there CHECK (sandbox),
    shift     interval NOT NULL DEFAULT '0',
    frozen_at timestamptz,
    CONSTRAINT sandbox_clock_pkey PRIMARY KEY (singleton),
    CONSTRAINT sandbox_clock_in_sandbox FOREIGN KEY (singleton, sandbox)
        REFERENCES instance (singleton, sandbox)
);

-- The clock by which deadlines are judged: the database's, at the moment of
-- the call and not of the statement. Tokens, sessions and idempotency use
-- clock_timestamp() itself.
CREATE FUNCTION now_utc() RETURNS timestamptz
LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(
        (SELECT coalesce(frozen_at, clock_timestamp() + shift)
           FROM public.sandbox_clock),
        clock_timestamp())
$$;

CREATE FUNCTION is_sandbox() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce((SELECT sandbox FROM public.instance), false)
$$;

-- A time as the API writes it: RFC 3339, UTC, whole seconds unless it has a
-- fraction. STABLE, as to_char() is: only so is it inlined into a list.
CREATE FUNCTION utc_text(t timestamptz) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT to_char(t AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS')
        || CASE WHEN date_trunc('second', t) = t THEN ''
                ELSE rtrim(to_char(t AT TIME ZONE 'UTC', '.US'), '0') END
        || 'Z'
$$;

-------------------------------------------------- organisations and people

CREATE TABLE organisation (
    id             uuid NOT NULL DEFAULT gen_random_uuid(),
    kind           text NOT NULL
        CONSTRAINT organisation_kind CHECK (kind IN
        ('authority', 'provider', 'portal')), -- vocabulary: organisation_kind
    name           text NOT NULL,
    company_number text,
    created_at     timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT organisation_pkey PRIMARY KEY (id)
);

CREATE TABLE app_user (
    id              uuid NOT NULL DEFAULT gen_random_uuid(),
    organisation_id uuid NOT NULL,
    name            text NOT NULL,
    email           text NOT NULL,
    role            text NOT NULL
        CONSTRAINT app_user_role CHECK (role IN
        ('lead', 'council', 'provider', 'auditor', 'portal')), -- vocabulary: role
    created_at      timestamptz NOT NULL DEFAULT now_utc(),
    disabled_at     timestamptz,
    CONSTRAINT app_user_pkey PRIMARY KEY (id),
    CONSTRAINT app_user_in_organisation UNIQUE (id, organisation_id),
    CONSTRAINT app_user_organisation_fkey FOREIGN KEY (organisation_id)
        REFERENCES organisation (id)
);
-- A person signs in with an address alone, so it is unique everywhere.
CREATE UNIQUE INDEX app_user_email_key ON app_user (lower(email));
CREATE INDEX app_user_organisation_idx
    ON app_user (organisation_id, created_at DESC, id DESC);

-- Beside app_user, so that no role of the application can read a hash.
CREATE TABLE user_secret (
    user_id       uuid NOT NULL,
    password_hash text NOT NULL, -- libsodium's Argon2id string
    changed_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT user_secret_pkey PRIMARY KEY (user_id),
    CONSTRAINT user_secret_user_fkey FOREIGN KEY (user_id)
        REFERENCES app_user (id)
);

CREATE TABLE client (
    id              uuid NOT NULL DEFAULT gen_random_uuid(),
    organisation_id uuid NOT NULL,
    name            text NOT NULL,
    role            text NOT NULL
        CONSTRAINT client_role CHECK (role IN
        ('lead', 'council', 'provider', 'auditor', 'portal')), -- vocabulary: role
    created_at      timestamptz NOT NULL DEFAULT now_utc(),
    disabled_at     timestamptz,
    CONSTRAINT client_pkey PRIMARY KEY (id),
    CONSTRAINT client_organisation_fkey FOREIGN KEY (organisation_id)
        REFERENCES organisation (id)
);
CREATE INDEX client_organisation_idx
    ON client (organisation_id, created_at DESC, id DESC);

CREATE TABLE client_secret (
    client_id uuid NOT NULL,
    sha256    text NOT NULL, -- hex, of 256 random bits: no salt is needed
    CONSTRAINT client_secret_pkey PRIMARY KEY (client_id),
    CONSTRAINT client_secret_client_fkey FOREIGN KEY (client_id)
        REFERENCES client (id)
);

-- One sign-in of a person, or one token of a machine client. Its random id
-- (`sid`) is what sets the tenant of a transaction.
CREATE TABLE session (
    id              uuid NOT NULL DEFAULT gen_random_uuid(),
    organisation_id uuid NOT NULL,
    user_id         uuid,
    client_id       uuid,
    role            text NOT NULL
        CONSTRAINT session_role CHECK (role IN
        ('lead', 'council', 'provider', 'auditor', 'portal')), -- vocabulary: role
    created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at      timestamptz NOT NULL,
    ended_at        timestamptz,
    CONSTRAINT session_pkey PRIMARY KEY (id),
    CONSTRAINT session_is_of_one CHECK (num_nonnulls(user_id, client_id) = 1),
    CONSTRAINT session_user_fkey FOREIGN KEY (user_id, organisation_id)
        REFERENCES app_user (id, organisation_id),
    CONSTRAINT session_client_fkey FOREIGN KEY (client_id)
        REFERENCES client (id)
);
CREATE INDEX session_user_idx ON session (user_id) WHERE ended_at IS NULL;
CREATE INDEX session_client_idx ON session (client_id) WHERE ended_at IS NULL;
CREATE INDEX session_expires_idx ON session (expires_at);

-- Refresh tokens by their SHA-256; a session is the family. A used one that
-- comes again (after a short grace for two tabs) ends the session.
CREATE TABLE refresh_token (
    sha256     text NOT NULL,
    session_id uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    used_at    timestamptz,
    CONSTRAINT refresh_token_pkey PRIMARY KEY (sha256),
    CONSTRAINT refresh_token_session_fkey FOREIGN KEY (session_id)
        REFERENCES session (id) ON DELETE CASCADE
);
CREATE INDEX refresh_token_session_idx ON refresh_token (session_id);

CREATE TABLE sign_in_failure (
    account text NOT NULL, -- SHA-256 of the address typed, in lower case
    address text NOT NULL, -- of the caller
    at      timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX sign_in_failure_idx ON sign_in_failure (account, address, at);

-- The first good answer under a key. scope: organisation and user or client,
-- or the digest of the body for a caller without a token.
CREATE TABLE idempotency (
    scope       text NOT NULL,
    key         text NOT NULL,
    fingerprint text NOT NULL, -- keyed digest of method, path and body
    status      integer NOT NULL,
    body        text NOT NULL,
    location    text,
    etag        text,
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT idempotency_pkey PRIMARY KEY (scope, key)
);
CREATE INDEX idempotency_created_idx ON idempotency (created_at);

---------------------------------------------------------- who is calling

-- First statement of every transaction on behalf of somebody. Raises FL401
-- for a session that is unknown, over, or whose person is disabled.
CREATE FUNCTION enter(sid uuid)
RETURNS TABLE (user_id uuid, client_id uuid, organisation_id uuid,
               organisation_kind text, role text, name text)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT s.user_id, s.client_id, s.organisation_id, o.kind, s.role,
           coalesce(u.name, c.name)
      FROM public.session s
      JOIN public.organisation o ON o.id = s.organisation_id
      LEFT JOIN public.app_user u ON u.id = s.user_id
      LEFT JOIN public.client c ON c.id = s.client_id
     WHERE s.id = sid
       AND s.ended_at IS NULL
       AND s.expires_at > clock_timestamp()
       AND u.disabled_at IS NULL
       AND c.disabled_at IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'this session is over' USING ERRCODE = 'FL401';
    END IF;
    PERFORM set_config('app.sid', sid::text, true);
END $$;

-- What policies ask. Outside a transaction begun by enter(): NULL, hence no
-- rows. (After a transaction the setting is '', not NULL.)
CREATE FUNCTION me_org() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT organisation_id FROM public.session
     WHERE id = nullif(current_setting('app.sid', true), '')::uuid
$$;

CREATE FUNCTION me_role() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT role FROM public.session
     WHERE id = nullif(current_setting('app.sid', true), '')::uuid
$$;

-- Whether the caller may give that role away, or change who has it; as in
-- api/roles.c.
CREATE FUNCTION may_give(given text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT given = ANY (CASE public.me_role()
        WHEN 'lead' THEN ARRAY['lead', 'council', 'auditor']
        WHEN 'council' THEN ARRAY['council']
        WHEN 'provider' THEN ARRAY['provider'] END)
$$;

-- The person or machine client itself.
CREATE FUNCTION me_self() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(user_id, client_id) FROM public.session
     WHERE id = nullif(current_setting('app.sid', true), '')::uuid
$$;

------------------------------------------------------------------- events

-- One row for every change, in the transaction of the change. The transaction
-- id orders the feed: readers stop below the oldest one still running, so a
-- late commit is never skipped.
CREATE TABLE event (
    id              bigint GENERATED ALWAYS AS IDENTITY,
    xid             xid8 NOT NULL DEFAULT pg_current_xact_id(),
    at              timestamptz NOT NULL DEFAULT now_utc(),
    type            text NOT NULL,
    subject_id      uuid,
    referral_id     uuid,
    organisation_id uuid, -- of who did it; NULL: nobody signed in
    actor_id        uuid, -- the person or machine client
    CONSTRAINT event_pkey PRIMARY KEY (id),
    CONSTRAINT event_of_transaction UNIQUE (id, xid)
);

-- Which organisations may read an event: said when it is written, so that
-- nothing can surface later in the middle of a feed already read.
CREATE TABLE event_reader (
    organisation_id uuid NOT NULL,
    xid             xid8 NOT NULL DEFAULT pg_current_xact_id(),
    event_id        bigint NOT NULL,
    CONSTRAINT event_reader_pkey PRIMARY KEY (organisation_id, xid, event_id),
    -- With its policy: nobody is made a reader of what others have written.
    CONSTRAINT event_reader_event_fkey FOREIGN KEY (event_id, xid)
        REFERENCES event (id, xid)
);
CREATE INDEX event_reader_event_idx ON event_reader (event_id, organisation_id);

---------------------------------------------------------------- postcodes

-- From the ONS Postcode Directory. grid: easting and northing in metres on
-- the British National Grid; NULL where there is none (Northern Ireland, the
-- islands, sentinels).
CREATE TABLE postcode (
    code       text NOT NULL, -- upper case, no space: OX14PR
    grid       point,
    terminated boolean NOT NULL DEFAULT false,
    CONSTRAINT postcode_pkey PRIMARY KEY (code)
);

-- A postcode as people write it (OX1 4PR), and as the key above.
CREATE FUNCTION postcode_key(written text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT upper(regexp_replace(written, '\s', '', 'g'))
$$;

CREATE FUNCTION postcode_text(key text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT left(key, -3) || ' ' || right(key, 3)
$$;

-- Straight-line miles with two decimals, half up: the one distance there is
-- (api.md, "Distance").
CREATE FUNCTION grid_miles(a point, b point) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT round((a <-> b)::numeric / 1609.344, 2)
$$;

-- References that people say to each other: R-2026-000123.
CREATE SEQUENCE reference_number;
CREATE FUNCTION next_reference(prefix text) RETURNS text
LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT prefix || to_char(public.now_utc() AT TIME ZONE 'UTC', '-YYYY-')
        || lpad(nextval('public.reference_number')::text, 6, '0')
$$;

----------------------------------------------------------------- policies

SELECT protect_tables();

GRANT EXECUTE ON FUNCTION now_utc(), is_sandbox(), utc_text(timestamptz),
    postcode_key(text), postcode_text(text), grid_miles(point, point)
    TO app_staff, app_public;
GRANT EXECUTE ON FUNCTION enter(uuid), me_org(), me_role(), me_self(),
    may_give(text), next_reference(text) TO app_staff;

-- A provider sees authorities and itself; authorities see everyone.
GRANT SELECT ON organisation TO app_staff;
CREATE POLICY organisation_seen ON organisation FOR SELECT TO app_staff
    USING (kind = 'authority' OR id = (SELECT me_org())
           OR (SELECT me_role()) IN ('lead', 'council', 'auditor'));
GRANT SELECT (id, name, kind) ON organisation TO app_public;
CREATE POLICY organisation_public ON organisation FOR SELECT TO app_public
    USING (kind = 'authority');

-- People and clients are added by user_add() and client_add().
GRANT SELECT ON app_user TO app_staff;
GRANT UPDATE (name, role, disabled_at) ON app_user TO app_staff;
CREATE POLICY app_user_own ON app_user FOR SELECT TO app_staff
    USING (organisation_id = (SELECT me_org()));
CREATE POLICY app_user_changed ON app_user FOR UPDATE TO app_staff
    USING (organisation_id = (SELECT me_org()) AND may_give(role));

GRANT SELECT ON client TO app_staff;
CREATE POLICY client_own ON client FOR SELECT TO app_staff
    USING (organisation_id = (SELECT me_org()));

-- An event is written by the one who acts and read by whom it names.
GRANT SELECT, INSERT ON event, event_reader TO app_staff;
CREATE POLICY event_reader_seen ON event_reader FOR SELECT TO app_staff
    USING (organisation_id = (SELECT me_org()));
CREATE POLICY event_seen ON event FOR SELECT TO app_staff
    USING (organisation_id = (SELECT me_org())
           OR EXISTS (SELECT FROM event_reader r WHERE r.event_id = event.id
                         AND r.organisation_id = (SELECT me_org())));
CREATE POLICY event_written ON event FOR INSERT TO app_staff
    WITH CHECK (organisation_id = (SELECT me_org())
                AND actor_id = (SELECT me_self()));
CREATE POLICY event_reader_written ON event_reader FOR INSERT TO app_staff
    WITH CHECK (xid = pg_current_xact_id());

GRANT SELECT ON postcode TO app_staff, app_public;
CREATE POLICY postcode_seen ON postcode FOR SELECT TO app_staff, app_public
    USING (true);
