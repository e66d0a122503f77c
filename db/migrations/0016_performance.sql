-- What every request pays for, made cheaper; nothing here decides anything
-- anew.
--
-- A function in SQL that the planner cannot inline, because it has its owner's
-- rights or a search_path of its own, is parsed and planned in every statement
-- that calls it: some 0.2 ms each, which was half of what a page of referrals
-- cost. One in PL/pgSQL is planned once in a connection. So what policies,
-- defaults and the clock ask is said again in PL/pgSQL. The session's id is a
-- variable there, so that it is read once and not for each row of a scan.

CREATE OR REPLACE FUNCTION now_utc() RETURNS timestamptz
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN coalesce(
        (SELECT coalesce(c.frozen_at, clock_timestamp() + c.shift)
           FROM public.sandbox_clock c),
        clock_timestamp());
END $$;

CREATE OR REPLACE FUNCTION me_org() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    sid uuid := nullif(current_setting('app.sid', true), '')::uuid;
BEGIN
    RETURN (SELECT s.organisation_id FROM public.session s WHERE s.id = sid);
END $$;

CREATE OR REPLACE FUNCTION me_role() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    sid uuid := nullif(current_setting('app.sid', true), '')::uuid;
BEGIN
    RETURN (SELECT s.role FROM public.session s WHERE s.id = sid);
END $$;

CREATE OR REPLACE FUNCTION me_self() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    sid uuid := nullif(current_setting('app.sid', true), '')::uuid;
BEGIN
    RETURN (SELECT coalesce(s.user_id, s.client_id)
              FROM public.session s WHERE s.id = sid);
END $$;

CREATE OR REPLACE FUNCTION i_place() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    sid uuid := nullif(current_setting('app.sid', true), '')::uuid;
BEGIN
    RETURN (SELECT s.role IN ('council', 'auditor')
              FROM public.session s WHERE s.id = sid);
END $$;

CREATE OR REPLACE FUNCTION i_audit() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    sid uuid := nullif(current_setting('app.sid', true), '')::uuid;
BEGIN
    RETURN (SELECT s.role = 'auditor'
              FROM public.session s WHERE s.id = sid);
END $$;

CREATE OR REPLACE FUNCTION my_schemes() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(array_agg(c.scheme_id), '{}')
              FROM public.scheme_council c
             WHERE c.organisation_id = public.me_org()
               AND (SELECT public.now_utc())::date
                   BETWEEN c.from_on AND c.to_on);
END $$;

CREATE OR REPLACE FUNCTION is_opened(referral uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM public.referral r
                    WHERE r.id = is_opened.referral
                      AND r.opened_at IS NOT NULL);
END $$;

CREATE OR REPLACE FUNCTION this_request() RETURNS text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN nullif(current_setting('app.request_id', true), '');
END $$;

-- The same text, hence the same digests: docs/AUDIT.md has it.
CREATE OR REPLACE FUNCTION event_digest(id uuid, at timestamptz, type text,
    subject_id uuid, referral_id uuid, organisation_id uuid, actor_id uuid,
    request_id text, salt bytea) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN sha256(convert_to(
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
        || E'\n', 'UTF8'));
END $$;

CREATE OR REPLACE FUNCTION idempotency_scope(anonymous text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN coalesce(public.me_org() || ' ' || public.me_self(),
                    'nobody ' || anonymous);
END $$;

CREATE OR REPLACE FUNCTION idempotency_claim(anonymous text, given_key text)
RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN pg_try_advisory_xact_lock(hashtextextended(
        public.idempotency_scope(anonymous) || ' ' || given_key, 1));
END $$;

-- A time as before, and byte for byte: printed once instead of twice.
CREATE OR REPLACE FUNCTION utc_text(t timestamptz) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT replace(to_json(t AT TIME ZONE 'UTC')::text, '"', '') || 'Z'
$$;

-- A referral's members in a list but its state, which time changes, as JSON
-- without the brace before them. Printing them for each reader took most of
-- the time of a page; now it is done when a referral is written, and by the
-- database, so that no statement can forget to.
CREATE FUNCTION referral_listed(id uuid, reference text, scheme_id uuid,
    category_id uuid, title text, urgency text, need_by date, outcode text,
    children integer, deadline timestamptz, created_at timestamptz,
    published_at timestamptz, opened_at timestamptz) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT substr(row_to_json(r)::text, 2)
              FROM (SELECT id, reference, scheme_id, category_id, title,
                           urgency, need_by, outcode, children,
                           utc_text(deadline) AS deadline,
                           utc_text(created_at) AS created_at,
                           utc_text(published_at) AS published_at,
                           utc_text(opened_at) AS opened_at) AS r);
END $$;
GRANT EXECUTE ON FUNCTION referral_listed(uuid, text, uuid, uuid, text, text,
    date, text, integer, timestamptz, timestamptz, timestamptz, timestamptz)
    TO app_staff;

ALTER TABLE referral ADD COLUMN listed text NOT NULL
    GENERATED ALWAYS AS (referral_listed(id, reference, scheme_id,
        category_id, title, urgency, need_by, outcode, children, deadline,
        created_at, published_at, opened_at)) STORED;
