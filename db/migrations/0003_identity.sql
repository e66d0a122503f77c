-- Signing in, staying signed in, and doing a thing only once.
--
-- No role of the application may touch the tables of secrets, sessions and
-- kept answers. It has these named functions instead, each of which does one
-- thing for the caller at hand; app_public calls only those that make a
-- session out of a secret.

------------------------------------------------------------- signing in

-- One more try to sign in to an account from an address. Refused when the
-- tries that failed in the window have used up the quota; otherwise it counts
-- as failed until session_open() forgives it, so that many at once cannot
-- slip past the count. The lock makes those queue up.
-- retry_after: seconds until the oldest failure is forgotten.
CREATE FUNCTION sign_in_try(typed text, from_address text, quota integer,
                            within_seconds integer)
RETURNS TABLE (allowed boolean, retry_after integer, user_id uuid,
               password_hash text)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    hashed text := encode(sha256(convert_to(lower(typed), 'UTF8')), 'hex');
    since  timestamptz := clock_timestamp()
                          - make_interval(secs => within_seconds);
    failed integer;
    oldest timestamptz;
BEGIN
    PERFORM pg_advisory_xact_lock(
        hashtextextended(hashed || ' ' || from_address, 2));
    SELECT count(*), min(f.at) INTO failed, oldest
      FROM public.sign_in_failure f
     WHERE f.account = hashed AND f.address = from_address AND f.at > since;
    IF failed >= quota THEN
        RETURN QUERY SELECT false,
            1 + greatest(0, extract(epoch FROM oldest - since)::integer),
            NULL::uuid, NULL::text;
        RETURN;
    END IF;
    INSERT INTO public.sign_in_failure (account, address)
    VALUES (hashed, from_address);
    RETURN QUERY
    SELECT true, 0, u.id, s.password_hash
      FROM (SELECT 1) AS one
      LEFT JOIN public.app_user u
             ON lower(u.email) = lower(typed) AND u.disabled_at IS NULL
      LEFT JOIN public.user_secret s ON s.user_id = u.id;
END $$;

-- A session for a person whose password was right, and its first refresh
-- token. What was counted against the address before is forgiven.
CREATE FUNCTION session_open(person uuid, from_address text, refresh text,
                             lifetime_seconds integer)
RETURNS TABLE (session_id uuid, user_id uuid, role text, body text)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    sid uuid;
BEGIN
    INSERT INTO public.session (organisation_id, user_id, role, expires_at)
    SELECT u.organisation_id, u.id, u.role,
           clock_timestamp() + make_interval(secs => lifetime_seconds)
      FROM public.app_user u
     WHERE u.id = person AND u.disabled_at IS NULL
    RETURNING id INTO sid;
    IF sid IS NULL THEN
        RETURN;
    END IF;
    INSERT INTO public.refresh_token (sha256, session_id)
    VALUES (refresh, sid);
    DELETE FROM public.sign_in_failure f
     USING public.app_user u
     WHERE u.id = person AND f.address = from_address
       AND f.account = encode(sha256(convert_to(lower(u.email), 'UTF8')), 'hex');
    RETURN QUERY
    SELECT sid, u.id, u.role, json_build_object(
               'id', u.id, 'name', u.name, 'email', u.email, 'role', u.role,
               'organisation', json_build_object(
                   'id', o.id, 'name', o.name, 'kind', o.kind))::text
      FROM public.app_user u
      JOIN public.organisation o ON o.id = u.organisation_id
     WHERE u.id = person;
END $$;

-- The next refresh token for the last one. One that was used before the grace
-- of two tabs, or whose successor has been used since, is stolen goods, or was:
-- the session ends for everybody. No row means no; the caller commits all the
-- same.
CREATE FUNCTION session_renew(old_refresh text, new_refresh text,
                              grace_seconds integer)
RETURNS TABLE (session_id uuid, user_id uuid, role text,
               seconds_left integer)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    t public.refresh_token;
BEGIN
    SELECT r.* INTO t FROM public.refresh_token r
     WHERE r.sha256 = old_refresh FOR UPDATE;
    IF t.sha256 IS NULL THEN
        RETURN;
    END IF;
    IF t.used_at < clock_timestamp() - make_interval(secs => grace_seconds)
       OR EXISTS (SELECT FROM public.refresh_token later
                   WHERE later.session_id = t.session_id
                     AND later.used_at > t.used_at)
    THEN
        UPDATE public.session SET ended_at = clock_timestamp()
         WHERE id = t.session_id AND ended_at IS NULL;
        RETURN;
    END IF;
    RETURN QUERY
    SELECT s.id, u.id, s.role,
           extract(epoch FROM s.expires_at - clock_timestamp())::integer
      FROM public.session s
      JOIN public.app_user u ON u.id = s.user_id
     WHERE s.id = t.session_id AND s.ended_at IS NULL
       AND s.expires_at > clock_timestamp() AND u.disabled_at IS NULL;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    UPDATE public.refresh_token SET used_at = clock_timestamp()
     WHERE sha256 = old_refresh AND used_at IS NULL;
    INSERT INTO public.refresh_token (sha256, session_id)
    VALUES (new_refresh, t.session_id);
END $$;

-- A session as long as one token, for the machine client whose secret has
-- this digest. No row: no such client, or not its secret.
CREATE FUNCTION client_sign_in(named uuid, secret_sha256 text,
                               lifetime_seconds integer)
RETURNS TABLE (session_id uuid, client_id uuid, role text)
LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO public.session (organisation_id, client_id, role, expires_at)
    SELECT c.organisation_id, c.id, c.role,
           clock_timestamp() + make_interval(secs => lifetime_seconds)
      FROM public.client c
      JOIN public.client_secret s ON s.client_id = c.id
     WHERE c.id = named AND c.disabled_at IS NULL
       AND s.sha256 = secret_sha256
    RETURNING id, client_id, role
$$;

--------------------------------------------------------- the own session

CREATE FUNCTION session_mine()
RETURNS TABLE (session_id uuid, role text, created_at timestamptz,
               expires_at timestamptz, user_id uuid, client_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT id, role, created_at, expires_at, user_id, client_id
      FROM public.session
     WHERE id = nullif(current_setting('app.sid', true), '')::uuid
$$;

CREATE FUNCTION session_end() RETURNS void
LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    UPDATE public.session SET ended_at = clock_timestamp()
     WHERE id = nullif(current_setting('app.sid', true), '')::uuid
       AND ended_at IS NULL
$$;

------------------------------------- people and clients of one's own house

-- A person of the caller's organisation; the password comes as its hash.
CREATE FUNCTION user_add(called text, address text, given_role text,
                         hash text)
RETURNS uuid
LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    WITH added AS (
        INSERT INTO public.app_user (organisation_id, name, email, role)
        SELECT public.me_org(), called, address, given_role
         WHERE public.may_give(given_role)
        RETURNING id),
    secret AS (
        INSERT INTO public.user_secret (user_id, password_hash)
        SELECT id, hash FROM added)
    SELECT id FROM added
$$;

-- What was changed about a person takes effect on the sessions, too: a new
-- role at the next request, a disabled person has none any more.
CREATE FUNCTION user_sessions_follow(person uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    UPDATE public.session s
       SET role = u.role,
           ended_at = CASE WHEN u.disabled_at IS NULL THEN NULL
                           ELSE clock_timestamp() END
      FROM public.app_user u
     WHERE u.id = person AND u.organisation_id = public.me_org()
       AND s.user_id = u.id AND s.ended_at IS NULL
$$;

CREATE FUNCTION client_add(called text, given_role text, secret_sha256 text)
RETURNS uuid
LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    WITH added AS (
        INSERT INTO public.client (organisation_id, name, role)
        SELECT public.me_org(), called, given_role
         WHERE public.may_give(given_role)
        RETURNING id),
    secret AS (
        INSERT INTO public.client_secret (client_id, sha256)
        SELECT id, secret_sha256 FROM added)
    SELECT id FROM added
$$;

-- Its secret is forgotten, its tokens end.
CREATE FUNCTION client_remove(gone uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    WITH removed AS (
        UPDATE public.client SET disabled_at = clock_timestamp()
         WHERE id = gone AND organisation_id = public.me_org()
           AND disabled_at IS NULL
        RETURNING id),
    forgotten AS (
        DELETE FROM public.client_secret s USING removed r
         WHERE s.client_id = r.id)
    UPDATE public.session s SET ended_at = clock_timestamp()
      FROM removed r
     WHERE s.client_id = r.id AND s.ended_at IS NULL
$$;

----------------------------------------------------------- idempotency

-- Whose keys are meant: the caller's, or, without a session, those of the
-- very same request (its digest).
CREATE FUNCTION idempotency_scope(anonymous text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(public.me_org() || ' ' || public.me_self(),
                    'nobody ' || anonymous)
$$;

-- False while another transaction holds the key.
CREATE FUNCTION idempotency_claim(anonymous text, given_key text)
RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT pg_try_advisory_xact_lock(hashtextextended(
        public.idempotency_scope(anonymous) || ' ' || given_key, 1))
$$;

CREATE FUNCTION idempotency_find(anonymous text, given_key text)
RETURNS TABLE (fingerprint text, status integer, body text, location text,
               etag text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT i.fingerprint, i.status, i.body, i.location, i.etag
      FROM public.idempotency i
     WHERE i.scope = public.idempotency_scope(anonymous)
       AND i.key = given_key
       AND i.created_at > clock_timestamp() - interval '24 hours'
$$;

-- A row that is past its time makes room; one that is not would mean that
-- the key was not claimed, and fails.
CREATE FUNCTION idempotency_keep(anonymous text, given_key text,
    given_fingerprint text, given_status integer, given_body text,
    given_location text, given_etag text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    mine text := public.idempotency_scope(anonymous);
BEGIN
    DELETE FROM public.idempotency i
     WHERE i.scope = mine AND i.key = given_key
       AND i.created_at <= clock_timestamp() - interval '24 hours';
    INSERT INTO public.idempotency
        (scope, key, fingerprint, status, body, location, etag)
    VALUES (mine, given_key, given_fingerprint, given_status, given_body,
            given_location, given_etag);
END $$;

-------------------------------------------------------------- sweeping

-- Forgets what nobody may use any more; fairlot jobs calls it now and then.
-- Ended sessions stay for a day, so that a log can still be understood. At
-- most a batch of each at a time: no long transaction.
CREATE FUNCTION jobs_purge() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    batch   constant integer := 5000;
    total   bigint := 0;
    removed bigint;
BEGIN
    DELETE FROM public.idempotency WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM public.idempotency
         WHERE created_at <= clock_timestamp() - interval '24 hours'
         LIMIT batch));
    GET DIAGNOSTICS removed = ROW_COUNT;
    total := total + removed;
    DELETE FROM public.sign_in_failure WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM public.sign_in_failure
         WHERE at <= clock_timestamp() - interval '1 hour' LIMIT batch));
    GET DIAGNOSTICS removed = ROW_COUNT;
    total := total + removed;
    DELETE FROM public.session WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM public.session
         WHERE expires_at <= clock_timestamp() - interval '24 hours'
         LIMIT batch));
    GET DIAGNOSTICS removed = ROW_COUNT;
    RETURN total + removed;
END $$;

----------------------------------------------------------------- rights

REVOKE EXECUTE ON FUNCTION sign_in_try(text, text, integer, integer),
    session_open(uuid, text, text, integer),
    session_renew(text, text, integer), client_sign_in(uuid, text, integer),
    session_mine(), session_end(), user_add(text, text, text, text),
    user_sessions_follow(uuid), client_add(text, text, text),
    client_remove(uuid), idempotency_scope(text),
    idempotency_claim(text, text), idempotency_find(text, text),
    idempotency_keep(text, text, text, integer, text, text, text),
    jobs_purge() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sign_in_try(text, text, integer, integer),
    session_open(uuid, text, text, integer),
    session_renew(text, text, integer), client_sign_in(uuid, text, integer)
    TO app_public;
GRANT EXECUTE ON FUNCTION session_mine(), session_end(),
    user_add(text, text, text, text), user_sessions_follow(uuid),
    client_add(text, text, text), client_remove(uuid), jobs_purge()
    TO app_staff;
-- A key without a session is scoped by what was sent: also for the public.
GRANT EXECUTE ON FUNCTION idempotency_claim(text, text),
    idempotency_find(text, text),
    idempotency_keep(text, text, text, integer, text, text, text)
    TO app_staff, app_public;
