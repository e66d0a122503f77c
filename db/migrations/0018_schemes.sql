-- Schemes over their life: versions of their terms, drafts of notices, pauses,
-- tranches, bank holidays, and the state as of now.

------------------------------------------------------------ bank holidays

-- Of each part of the United Kingdom; a working day is one that is a bank
-- holiday in none (PA23 s.123(1)). Substitute days stand on the day on which
-- they are kept. `fairlot import bank-holidays` loads the years after these.
CREATE TABLE bank_holiday (
    day  date NOT NULL,
    part text NOT NULL
        CONSTRAINT bank_holiday_part CHECK (part IN
        ('england_and_wales', 'scotland', 'northern_ireland')), -- vocabulary: uk_part
    name text NOT NULL,
    CONSTRAINT bank_holiday_pkey PRIMARY KEY (day, part)
);

INSERT INTO bank_holiday (day, part, name)
SELECT d.day, p.part, h.name
  FROM (VALUES
    ('New Year''s Day', 'esn',
     '{2024-01-01,2025-01-01,2026-01-01,2027-01-01,2028-01-03}'::date[]),
    ('2nd January', 's',
     '{2024-01-02,2025-01-02,2026-01-02,2027-01-04,2028-01-04}'),
    ('St Patrick''s Day', 'n',
     '{2024-03-18,2025-03-17,2026-03-17,2027-03-17,2028-03-17}'),
    ('Good Friday', 'esn',
     '{2024-03-29,2025-04-18,2026-04-03,2027-03-26,2028-04-14}'),
    ('Easter Monday', 'en',
     '{2024-04-01,2025-04-21,2026-04-06,2027-03-29,2028-04-17}'),
    ('Early May bank holiday', 'esn',
     '{2024-05-06,2025-05-05,2026-05-04,2027-05-03,2028-05-01}'),
    ('Spring bank holiday', 'esn',
     '{2024-05-27,2025-05-26,2026-05-25,2027-05-31,2028-05-29}'),
    ('World Cup bank holiday', 's', '{2026-06-15}'),
    ('Battle of the Boyne', 'n',
     '{2024-07-12,2025-07-14,2026-07-13,2027-07-12,2028-07-12}'),
    ('Summer bank holiday', 's',
     '{2024-08-05,2025-08-04,2026-08-03,2027-08-02,2028-08-07}'),
    ('Summer bank holiday', 'en',
     '{2024-08-26,2025-08-25,2026-08-31,2027-08-30,2028-08-28}'),
    ('St Andrew''s Day', 's',
     '{2024-12-02,2025-12-01,2026-11-30,2027-11-30,2028-11-30}'),
    ('Christmas Day', 'esn',
     '{2024-12-25,2025-12-25,2026-12-25,2027-12-27,2028-12-25}'),
    ('Boxing Day', 'esn',
     '{2024-12-26,2025-12-26,2026-12-28,2027-12-28,2028-12-26}')
       ) AS h (name, kept, days)
 CROSS JOIN unnest(h.days) AS d (day)
  JOIN (VALUES ('e', 'england_and_wales'), ('s', 'scotland'),
               ('n', 'northern_ireland')) AS p (letter, part)
    ON position(p.letter IN h.kept) > 0;

------------------------------------------------------ the terms of a scheme

-- Stored are the states that somebody's act makes; the clock makes the others
-- (scheme_state_now() below).
ALTER TABLE scheme
    DROP CONSTRAINT scheme_state,
    ADD CONSTRAINT scheme_stored_state CHECK (state IN
        ('draft', 'intention', 'initial_round', 'open', 'closing', 'abandoned')), -- vocabulary: scheme_state but decisions_paused closed
    -- Terms: the day to which a decision may extend it (R009), declared
    -- departures from its rules (R010), who pays what (R021).
    ADD COLUMN extends_to date,
    ADD COLUMN variations jsonb NOT NULL DEFAULT '[]', -- [{provision, variation, reason}]
    ADD COLUMN fee jsonb, -- {payer, percent}
    ADD COLUMN version integer NOT NULL DEFAULT 1,
    ADD COLUMN published_at timestamptz, -- left its draft
    ADD COLUMN conflicts jsonb, -- {reference, assessed_on}: PA23 s.83(2)
    ADD CONSTRAINT scheme_extension CHECK (valid_to <= extends_to);
UPDATE scheme SET published_at = opened_at WHERE opened_at IS NOT NULL;

-- Every change after the draft: who, when, why, and what it was before (R008).
CREATE TABLE scheme_version (
    scheme_id  uuid NOT NULL,
    version    integer NOT NULL,
    lead_id    uuid NOT NULL,
    kind       text NOT NULL
        CONSTRAINT scheme_version_kind CHECK (kind IN
        ('terms', 'validity', 'extension', 'pause', 'resumption', 'ending')), -- vocabulary: scheme_change
    changes    jsonb NOT NULL, -- {member: {from, to}}
    reason     text NOT NULL,
    decision   jsonb, -- of an extension: {reference, decided_on, decided_by}
    changed_by uuid NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT scheme_version_pkey PRIMARY KEY (scheme_id, version),
    CONSTRAINT scheme_version_scheme_fkey FOREIGN KEY (scheme_id, lead_id)
        REFERENCES scheme (id, lead_id)
);

-- What the lead has to publish elsewhere, drafted with the change that asks
-- for it. `content` is what stood at that moment.
CREATE TABLE scheme_notice (
    id           uuid NOT NULL DEFAULT gen_random_uuid(),
    scheme_id    uuid NOT NULL,
    lead_id      uuid NOT NULL,
    version      integer NOT NULL,
    kind         text NOT NULL
        CONSTRAINT scheme_notice_kind CHECK (kind IN
        ('contract', 'intention', 'establishment', 'modification', 'cessation')), -- vocabulary: notice_kind
    series       text, -- e.g. UK15
    provision    text NOT NULL,
    content      jsonb NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now_utc(),
    reference    text, -- where it was published
    published_on date,
    CONSTRAINT scheme_notice_pkey PRIMARY KEY (id),
    CONSTRAINT scheme_notice_published
        CHECK ((reference IS NULL) = (published_on IS NULL)),
    CONSTRAINT scheme_notice_scheme_fkey FOREIGN KEY (scheme_id, lead_id)
        REFERENCES scheme (id, lead_id)
);
CREATE INDEX scheme_notice_idx
    ON scheme_notice (scheme_id, created_at DESC, id DESC);

-- Decisions rest from one day until another, on which they are made again;
-- the door stays open (R013).
CREATE TABLE scheme_pause (
    id         uuid NOT NULL DEFAULT gen_random_uuid(),
    scheme_id  uuid NOT NULL,
    lead_id    uuid NOT NULL,
    from_on    date NOT NULL,
    until_on   date NOT NULL,
    reason     text NOT NULL,
    resumed_on date, -- ended early
    CONSTRAINT scheme_pause_pkey PRIMARY KEY (id),
    CONSTRAINT scheme_pause_dates CHECK (from_on < until_on),
    CONSTRAINT scheme_pause_scheme_fkey FOREIGN KEY (scheme_id, lead_id)
        REFERENCES scheme (id, lead_id)
);
CREATE INDEX scheme_pause_idx ON scheme_pause (scheme_id, until_on);

-- Applications that are assessed together: those sent in before the deadline
-- and not before that of an earlier tranche. Nothing stores which one an
-- application belongs to, so one that is late is in the next (R014).
CREATE TABLE tranche (
    id         uuid NOT NULL DEFAULT gen_random_uuid(),
    scheme_id  uuid NOT NULL,
    lead_id    uuid NOT NULL,
    name       text NOT NULL,
    deadline   timestamptz NOT NULL, -- exclusive: at this instant it is late
    initial    boolean NOT NULL, -- decided before the first referral (R012)
    created_at timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT tranche_pkey PRIMARY KEY (id),
    CONSTRAINT tranche_deadline_key UNIQUE (scheme_id, deadline),
    CONSTRAINT tranche_scheme_fkey FOREIGN KEY (scheme_id, lead_id)
        REFERENCES scheme (id, lead_id)
);

-- The time for a decision, extended once with a reason (PCR 2015 reg 34(17)).
CREATE TABLE assessment_extension (
    application_id uuid NOT NULL,
    provider_id    uuid NOT NULL,
    scheme_id      uuid NOT NULL,
    lead_id        uuid NOT NULL,
    due_before     date NOT NULL,
    due_after      date NOT NULL,
    reason         text NOT NULL,
    extended_by    uuid NOT NULL,
    extended_at    timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT assessment_extension_pkey PRIMARY KEY (application_id),
    CONSTRAINT assessment_extension_application_fkey
        FOREIGN KEY (application_id, provider_id, scheme_id, lead_id)
        REFERENCES application (id, provider_id, scheme_id, lead_id)
);

------------------------------------------------------------- as of now

-- The day of an instant in London.
CREATE FUNCTION london_day(t timestamptz) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (t AT TIME ZONE 'Europe/London')::date
$$;

-- Today in London: the day by which everything with a date is judged.
CREATE FUNCTION london_day() RETURNS date
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (public.now_utc() AT TIME ZONE 'Europe/London')::date;
END $$;

-- Whether a referral of the scheme is published and not at its end. Nothing
-- about bids hangs on it.
CREATE FUNCTION scheme_has_live_referrals(scheme uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM public.referral r
                    WHERE r.scheme_id = scheme_has_live_referrals.scheme
                      AND r.state IN ('open', 'opened', 'ranked'));
END $$;

-- Whether one was ever published.
CREATE FUNCTION scheme_has_referrals(scheme uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM public.referral r
                    WHERE r.scheme_id = scheme_has_referrals.scheme
                      AND r.published_at IS NOT NULL);
END $$;
CREATE INDEX referral_scheme_idx ON referral (scheme_id, state);

-- The state as it is now, whatever a job has done: after its last day a scheme
-- is closing, without a referral under way closed; decisions rest while a
-- pause lasts.
CREATE FUNCTION scheme_state_now(scheme uuid, stored text, valid_to date)
RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    today date := public.london_day();
BEGIN
    IF stored IN ('initial_round', 'open') AND valid_to < today THEN
        stored := 'closing';
    END IF;
    IF stored = 'closing' AND NOT public.scheme_has_live_referrals(scheme) THEN
        RETURN 'closed';
    END IF;
    IF stored = 'open'
       AND EXISTS (SELECT FROM public.scheme_pause p
                    WHERE p.scheme_id = scheme_state_now.scheme
                      AND p.resumed_on IS NULL
                      AND today >= p.from_on AND today < p.until_on) THEN
        RETURN 'decisions_paused';
    END IF;
    RETURN stored;
END $$;

-- How many days the pauses of a scheme hold back what was sent in on the day
-- `sent` and would be due on the day `due`.
CREATE FUNCTION scheme_paused_days(scheme uuid, sent date, due date)
RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(sum(p.until_on - greatest(p.from_on, sent)), 0)
              FROM public.scheme_pause p
             WHERE p.scheme_id = scheme_paused_days.scheme
               AND p.resumed_on IS NULL AND p.until_on > sent
               AND p.from_on <= due);
END $$;

-- The tranche of what was sent in at that instant, as JSON; NULL: none.
CREATE FUNCTION tranche_at(scheme uuid, sent timestamptz) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT json_build_object('id', t.id, 'name', t.name,
                       'deadline', utc_text(t.deadline))
              FROM public.tranche t
             WHERE t.scheme_id = tranche_at.scheme
               AND t.deadline > tranche_at.sent
             ORDER BY t.deadline
             LIMIT 1);
END $$;

-- Applications of the initial tranches that nobody has decided on; in an
-- initial round without a tranche, of all (R012).
CREATE FUNCTION initial_round_waits(scheme uuid) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    until timestamptz := (SELECT max(t.deadline) FROM public.tranche t
                           WHERE t.scheme_id = initial_round_waits.scheme
                             AND t.initial);
BEGIN
    RETURN (SELECT count(DISTINCT e.application_id)
              FROM public.entry e
              JOIN public.application a ON a.id = e.application_id
             WHERE e.scheme_id = initial_round_waits.scheme
               AND a.submitted_at < coalesce(until, 'infinity')
               AND e.state NOT IN ('draft', 'accredited', 'refused',
                                      'withdrawn', 'lapsed'));
END $$;

-- Who made a version, for the lead's own people alone.
CREATE FUNCTION scheme_author(scheme uuid, version integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT public.officer(v.changed_by)
              FROM public.scheme_version v
             WHERE v.scheme_id = scheme_author.scheme
               AND v.version = scheme_author.version
               AND v.lead_id = public.me_org());
END $$;

GRANT EXECUTE ON FUNCTION london_day(timestamptz), london_day(),
    scheme_has_live_referrals(uuid),
    scheme_state_now(uuid, text, date), scheme_author(uuid, integer)
    TO app_staff, app_public;
GRANT EXECUTE ON FUNCTION scheme_has_referrals(uuid),
    scheme_paused_days(uuid, date, date), tranche_at(uuid, timestamptz),
    initial_round_waits(uuid) TO app_staff;

-- A council's days are counted in London, too.
CREATE OR REPLACE FUNCTION my_schemes() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(array_agg(c.scheme_id), '{}')
              FROM public.scheme_council c
             WHERE c.organisation_id = public.me_org()
               AND (SELECT public.london_day()) BETWEEN c.from_on AND c.to_on);
END $$;

---------------------------------------------------------- representations

CREATE OR REPLACE VIEW scheme_shown WITH (security_invoker = true) AS
SELECT s.id, n.state, s.created_at,
       json_build_object(
           'id', s.id,
           'reference', s.reference,
           'name', s.name,
           'regime', s.regime,
           'description', s.description,
           'valid_from', s.valid_from,
           'valid_to', s.valid_to,
           'extends_to', s.extends_to,
           'state', n.state,
           'version', s.version,
           'lead', json_build_object('id', o.id, 'name', o.name),
           'variations', (
               SELECT coalesce(json_agg(json_build_object(
                          'provision', v.item->'provision',
                          'variation', v.item->'variation',
                          'reason', v.item->'reason') ORDER BY v.n), '[]')
                 FROM jsonb_array_elements(s.variations)
                      WITH ORDINALITY AS v (item, n)),
           'fee', CASE WHEN s.fee IS NOT NULL THEN json_build_object(
               'payer', s.fee->'payer', 'percent', s.fee->'percent') END,
           'pause', (
               SELECT json_build_object('from', p.from_on,
                          'until', p.until_on, 'reason', p.reason)
                 FROM scheme_pause p
                WHERE p.scheme_id = s.id AND p.resumed_on IS NULL
                  AND p.until_on > (SELECT london_day())
                ORDER BY p.from_on
                LIMIT 1),
           'created_at', utc_text(s.created_at),
           'published_at', utc_text(s.published_at),
           'opened_at', utc_text(s.opened_at)) AS body
  FROM scheme s
  JOIN organisation o ON o.id = s.lead_id
 CROSS JOIN LATERAL (SELECT scheme_state_now(s.id, s.state, s.valid_to)
                         AS state) AS n;

CREATE VIEW scheme_version_shown WITH (security_invoker = true) AS
SELECT v.scheme_id, v.version,
       json_build_object(
           'scheme_id', v.scheme_id,
           'version', v.version,
           'kind', v.kind,
           'changes', v.changes,
           'reason', v.reason,
           'decision', CASE WHEN v.decision IS NOT NULL THEN
               json_build_object(
                   'reference', v.decision->'reference',
                   'decided_on', v.decision->'decided_on',
                   'decided_by', v.decision->'decided_by') END,
           'changed_by', scheme_author(v.scheme_id, v.version),
           'changed_at', utc_text(v.changed_at)) AS body
  FROM scheme_version v;

CREATE VIEW scheme_notice_shown WITH (security_invoker = true) AS
SELECT n.id, n.scheme_id, n.created_at,
       json_build_object(
           'id', n.id,
           'scheme_id', n.scheme_id,
           'version', n.version,
           'kind', n.kind,
           'series', n.series,
           'provision', n.provision,
           'content', json_build_object(
               'lead', n.content->'lead',
               'councils', n.content->'councils',
               'reference', n.content->'reference',
               'name', n.content->'name',
               'regime', n.content->'regime',
               'description', n.content->'description',
               'valid_from', n.content->'valid_from',
               'valid_to', n.content->'valid_to',
               'categories', n.content->'categories',
               'fee', n.content->'fee',
               'variations', n.content->'variations',
               'changes', n.content->'changes',
               'reason', n.content->'reason'),
           'created_at', utc_text(n.created_at),
           'reference', n.reference,
           'published_on', n.published_on) AS body
  FROM scheme_notice n;

CREATE VIEW tranche_shown WITH (security_invoker = true) AS
SELECT t.id, t.scheme_id, t.deadline,
       json_build_object(
           'id', t.id,
           'scheme_id', t.scheme_id,
           'name', t.name,
           'deadline', utc_text(t.deadline),
           'deadline_london', to_char(t.deadline AT TIME ZONE 'Europe/London',
               'YYYY-MM-DD"T"HH24:MI:SS'),
           'initial', t.initial,
           'created_at', utc_text(t.created_at)) AS body
  FROM tranche t;

CREATE VIEW assessment_extension_shown WITH (security_invoker = true) AS
SELECT x.application_id,
       json_build_object(
           'application_id', x.application_id,
           'due_before', x.due_before,
           'due_after', x.due_after,
           'reason', x.reason,
           'extended_at', utc_text(x.extended_at)) AS body
  FROM assessment_extension x;

------------------------------------------------------------------ policies

SELECT protect_tables();

GRANT SELECT ON bank_holiday TO app_staff, app_public;
CREATE POLICY bank_holiday_seen ON bank_holiday FOR SELECT
    TO app_staff, app_public USING (true);

GRANT UPDATE (reference, name, regime, description, valid_from, valid_to,
    extends_to, variations, fee, version, published_at, conflicts)
    ON scheme TO app_staff;
GRANT SELECT (extends_to, variations, fee, version, published_at)
    ON scheme TO app_public;
-- One that was given up before it was ever shown stays its authority's.
ALTER POLICY scheme_seen ON scheme
    USING ((state <> 'draft'
            AND (state <> 'abandoned' OR published_at IS NOT NULL))
           OR lead_id = (SELECT me_org()));
ALTER POLICY scheme_public ON scheme
    USING (state <> 'draft'
           AND (state <> 'abandoned' OR published_at IS NOT NULL));

-- What hangs on a scheme is seen by whoever sees the scheme, and written by
-- its lead.
GRANT SELECT, INSERT ON scheme_version, scheme_pause, tranche TO app_staff;
GRANT UPDATE (resumed_on) ON scheme_pause TO app_staff;
GRANT SELECT (scheme_id, version, kind, changes, reason, decision, changed_at)
    ON scheme_version TO app_public;
GRANT SELECT (scheme_id, from_on, until_on, reason, resumed_on)
    ON scheme_pause TO app_public;
GRANT SELECT (id, scheme_id, name, deadline, initial, created_at)
    ON tranche TO app_public;
DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['scheme_version', 'scheme_pause', 'tranche'] LOOP
        EXECUTE format('CREATE POLICY %1$s_seen ON %1$s FOR SELECT'
            ' TO app_staff, app_public USING'
            ' (EXISTS (SELECT FROM scheme s WHERE s.id = scheme_id))', t);
        EXECUTE format('CREATE POLICY %1$s_made ON %1$s FOR INSERT'
            ' TO app_staff WITH CHECK (lead_id = (SELECT me_org())'
            ' AND (SELECT me_role()) = ''lead'')', t);
    END LOOP;
END $$;
CREATE POLICY scheme_pause_ended ON scheme_pause FOR UPDATE TO app_staff
    USING (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead');
CREATE POLICY scheme_version_signed ON scheme_version AS RESTRICTIVE
    FOR INSERT TO app_staff WITH CHECK (changed_by = (SELECT me_self()));

-- A draft of a notice is the lead's and its auditor's; a notice, everybody's.
GRANT SELECT, INSERT ON scheme_notice TO app_staff;
GRANT UPDATE (reference, published_on) ON scheme_notice TO app_staff;
GRANT SELECT ON scheme_notice TO app_public;
CREATE POLICY scheme_notice_led ON scheme_notice FOR SELECT TO app_staff
    USING (lead_id = (SELECT me_org())
           AND (SELECT me_role()) IN ('lead', 'auditor'));
CREATE POLICY scheme_notice_seen ON scheme_notice FOR SELECT
    TO app_staff, app_public
    USING (published_on IS NOT NULL
           AND EXISTS (SELECT FROM scheme s WHERE s.id = scheme_id));
CREATE POLICY scheme_notice_made ON scheme_notice FOR INSERT TO app_staff
    WITH CHECK (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead'
                AND published_on IS NULL);
CREATE POLICY scheme_notice_published ON scheme_notice FOR UPDATE TO app_staff
    USING (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead'
           AND published_on IS NULL)
    WITH CHECK (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead');

-- The one who waits reads why, too.
GRANT SELECT, INSERT ON assessment_extension TO app_staff;
CREATE POLICY assessment_extension_seen ON assessment_extension
    FOR SELECT TO app_staff
    USING (provider_id = (SELECT me_org())
           OR (lead_id = (SELECT me_org())
               AND (SELECT me_role()) IN ('lead', 'auditor')));
CREATE POLICY assessment_extension_made ON assessment_extension
    FOR INSERT TO app_staff
    WITH CHECK (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead'
                AND extended_by = (SELECT me_self()));

GRANT SELECT ON scheme_version_shown, scheme_notice_shown, tranche_shown
    TO app_staff, app_public;
GRANT SELECT ON assessment_extension_shown TO app_staff;
