-- What people do about an accreditation that is in doubt: audit, cure, request
-- its exclusion, announce and make its removal, leave; and what becomes of one
-- whose home does not bid (R059 to R062, R067).

CREATE INDEX accreditation_quiet_idx ON accreditation (quiet_since)
    WHERE state = 'active';

-- A home that bids is awake; known when the bid is opened.
CREATE FUNCTION bid_wakes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE public.accreditation a
       SET quiet_since = greatest(a.quiet_since, public.now_utc()),
           dormancy_warnings = 0, dormancy_warned_at = NULL
      FROM fresh f
      JOIN public.referral r ON r.id = f.referral_id
     WHERE a.establishment_id = f.establishment_id
       AND a.category_id = r.category_id
       AND a.state NOT IN ('removed', 'withdrawn');
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION bid_wakes() FROM PUBLIC;
CREATE TRIGGER bid_opened_wakes AFTER INSERT ON bid_opened
    REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION bid_wakes();

------------------------------------------------------------- what is kept

-- The n-th working day after a day: no bank holiday of any part of the United
-- Kingdom (PA23 s.123(1)); core/dates.c counts the same.
CREATE FUNCTION working_day_after(start date, n integer) RETURNS date
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    on_day date := start;
    left_over integer := n;
BEGIN
    WHILE left_over > 0 LOOP
        on_day := on_day + 1;
        IF extract(isodow FROM on_day) < 6 AND NOT EXISTS (
            SELECT FROM public.bank_holiday h WHERE h.day = on_day) THEN
            left_over := left_over - 1;
        END IF;
    END LOOP;
    RETURN on_day;
END $$;
GRANT EXECUTE ON FUNCTION working_day_after(date, integer) TO app_staff;

CREATE TABLE accreditation_audit (
    id               uuid NOT NULL DEFAULT gen_random_uuid(),
    accreditation_id uuid NOT NULL,
    audited_on       date NOT NULL,
    outcome          text NOT NULL
        CONSTRAINT accreditation_audit_outcome CHECK (outcome IN
        ('passed', 'failed')), -- vocabulary: audit_outcome
    points           jsonb NOT NULL DEFAULT '[]', -- the codes that failed
    note             text NOT NULL,
    recorded_at      timestamptz NOT NULL DEFAULT now_utc(),
    recorded_by      uuid NOT NULL DEFAULT me_self(),
    CONSTRAINT accreditation_audit_pkey PRIMARY KEY (id),
    CONSTRAINT accreditation_audit_accreditation_fkey
        FOREIGN KEY (accreditation_id) REFERENCES accreditation (id)
);
CREATE INDEX accreditation_audit_newest_idx
    ON accreditation_audit (accreditation_id, recorded_at DESC, id DESC);

-- What a provider says of each failed point, and what became of it.
CREATE TABLE cure (
    id               uuid NOT NULL DEFAULT gen_random_uuid(),
    number           bigint GENERATED ALWAYS AS IDENTITY, -- in their order
    accreditation_id uuid NOT NULL,
    provider_id      uuid NOT NULL,
    lead_id          uuid NOT NULL,
    points           jsonb NOT NULL, -- {code: {met, note}}
    submitted_at     timestamptz NOT NULL DEFAULT now_utc(),
    assess_due_on    date NOT NULL,
    outcome          text
        CONSTRAINT cure_outcome CHECK (outcome IN
        ('accepted', 'refused')), -- vocabulary: cure_outcome
    reason           text,
    decided_at       timestamptz,
    CONSTRAINT cure_pkey PRIMARY KEY (id),
    CONSTRAINT cure_decided CHECK
        ((outcome IS NULL) = (decided_at IS NULL)),
    CONSTRAINT cure_accreditation_fkey FOREIGN KEY (accreditation_id)
        REFERENCES accreditation (id)
);
CREATE UNIQUE INDEX cure_pending_key ON cure (accreditation_id)
    WHERE outcome IS NULL;
CREATE INDEX cure_newest_idx
    ON cure (accreditation_id, number DESC);

-- A council asks the lead to exclude a home: on a ground of the closed list,
-- or not at all (R062).
CREATE TABLE exclusion_request (
    id               uuid NOT NULL DEFAULT gen_random_uuid(),
    accreditation_id uuid NOT NULL,
    council_id       uuid NOT NULL,
    lead_id          uuid NOT NULL,
    ground           text NOT NULL
        CONSTRAINT exclusion_request_ground CHECK (ground IN
        ('rating_below_floor', 'registration_lost', 'insurance_lapsed', 'evidence_expired', 'requirement_failed', 'safeguarding', 'insolvency', 'breach_of_terms')), -- vocabulary: suspension_ground
    reason           text NOT NULL,
    requested_at     timestamptz NOT NULL DEFAULT now_utc(),
    outcome          text
        CONSTRAINT exclusion_request_outcome CHECK (outcome IN
        ('upheld', 'declined')), -- vocabulary: exclusion_outcome
    answer           text,
    answered_at      timestamptz,
    CONSTRAINT exclusion_request_pkey PRIMARY KEY (id),
    CONSTRAINT exclusion_request_answered CHECK
        ((outcome IS NULL) = (answered_at IS NULL)),
    CONSTRAINT exclusion_request_accreditation_fkey
        FOREIGN KEY (accreditation_id) REFERENCES accreditation (id)
);
CREATE INDEX exclusion_request_newest_idx
    ON exclusion_request (requested_at DESC, id DESC);

-- Reasons come before a removal (PA23 s.37(4)), and its provider may answer
-- them. The newest notice counts.
CREATE TABLE removal_notice (
    id                    uuid NOT NULL DEFAULT gen_random_uuid(),
    number                bigint GENERATED ALWAYS AS IDENTITY,
    accreditation_id      uuid NOT NULL,
    provider_id           uuid NOT NULL,
    lead_id               uuid NOT NULL,
    ground                text NOT NULL
        CONSTRAINT removal_notice_ground CHECK (ground IN
        ('rating_below_floor', 'registration_lost', 'insurance_lapsed', 'evidence_expired', 'requirement_failed', 'safeguarding', 'insolvency', 'breach_of_terms', 'exclusion', 'inactivity')), -- vocabulary: removal_ground
    reason                text NOT NULL,
    provision             text NOT NULL,
    given_at              timestamptz NOT NULL DEFAULT now_utc(),
    representations_until date NOT NULL, -- its last day
    representations       text,
    represented_at        timestamptz,
    CONSTRAINT removal_notice_pkey PRIMARY KEY (id),
    CONSTRAINT removal_notice_represented CHECK
        ((representations IS NULL) = (represented_at IS NULL)),
    CONSTRAINT removal_notice_accreditation_fkey
        FOREIGN KEY (accreditation_id) REFERENCES accreditation (id)
);
CREATE INDEX removal_notice_newest_idx
    ON removal_notice (accreditation_id, number DESC);

-- After how many months without a bid a home is dormant; 12 where no row says
-- otherwise.
CREATE TABLE scheme_dormancy (
    scheme_id  uuid NOT NULL,
    lead_id    uuid NOT NULL,
    months     integer NOT NULL
        CONSTRAINT scheme_dormancy_months CHECK (months BETWEEN 3 AND 60),
    CONSTRAINT scheme_dormancy_pkey PRIMARY KEY (scheme_id),
    CONSTRAINT scheme_dormancy_scheme_fkey FOREIGN KEY (scheme_id, lead_id)
        REFERENCES scheme (id, lead_id)
);
CREATE FUNCTION dormant_after(scheme uuid) RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN coalesce((SELECT d.months FROM public.scheme_dormancy d
                      WHERE d.scheme_id = scheme), 12);
END $$;
GRANT EXECUTE ON FUNCTION dormant_after(uuid) TO app_staff, app_public;

-------------------------------------------------------------- dormancy

-- Two warnings, two months and one month before, and at least a fortnight
-- apart; then, at least a fortnight after the second, it sleeps. So a job that
-- was away for months takes no time from anybody. While the home is asked for
-- something that is still sealed nothing happens: that it did not fall asleep
-- would tell that it has bid (R099).
CREATE FUNCTION dormancy_sweep(most integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    moment timestamptz := public.now_utc();
    fortnight constant interval := '14 days';
    due record;
    done bigint := 0;
BEGIN
    FOR due IN
        SELECT a.id, a.provider_id, a.lead_id, a.dormancy_warnings AS warned
          FROM public.accreditation a
          JOIN public.establishment e ON e.id = a.establishment_id
         CROSS JOIN LATERAL (
               SELECT a.quiet_since + make_interval(months =>
                          public.dormant_after(a.scheme_id)) AS ends) AS t
         WHERE a.state = 'active' AND a.stands_until > moment
           AND a.quiet_since <= moment - interval '1 month'
           AND moment >= t.ends - make_interval(months =>
                   greatest(2 - a.dormancy_warnings, 0))
           AND (a.dormancy_warned_at IS NULL
                OR moment >= a.dormancy_warned_at + fortnight)
           AND (a.dormancy_warnings < 2 OR NOT EXISTS (
               SELECT FROM public.invitation i
                 JOIN public.referral r ON r.id = i.referral_id
                WHERE i.establishment_id = a.establishment_id
                  AND r.category_id = a.category_id AND r.state = 'open'))
         ORDER BY a.establishment_id, a.id
         LIMIT most
           FOR NO KEY UPDATE OF e, a SKIP LOCKED
    LOOP
        IF due.warned < 2 THEN
            UPDATE public.accreditation a
               SET dormancy_warnings = a.dormancy_warnings + 1,
                   dormancy_warned_at = moment
             WHERE a.id = due.id;
            PERFORM public.happened('accreditation.dormancy_warned', due.id,
                ARRAY[due.provider_id]);
        ELSE
            UPDATE public.accreditation a
               SET state = 'dormant', reason = NULL, changed_at = moment
             WHERE a.id = due.id;
            PERFORM public.happened('accreditation.fell_asleep', due.id,
                public.accreditation_audience(due.id));
        END IF;
        done := done + 1;
    END LOOP;
    RETURN done;
END $$;
GRANT EXECUTE ON FUNCTION dormancy_sweep(integer) TO app_jobs;

----------------------------------------------------- what a provider may do

-- Its own row, from one state to one other; the lead's rows are the lead's.
CREATE FUNCTION accreditation_by_provider(accreditation uuid, becomes text,
    why text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE public.accreditation a
       SET state = becomes,
           reason = CASE becomes WHEN 'cure_submitted' THEN a.reason
                                 ELSE why END,
           failed = CASE becomes WHEN 'cure_submitted' THEN a.failed
                                 ELSE '[]' END,
           changed_at = public.now_utc(),
           ground = CASE becomes WHEN 'cure_submitted' THEN a.ground END,
           quiet_since = CASE becomes WHEN 'active' THEN public.now_utc()
                                      ELSE a.quiet_since END,
           dormancy_warnings = CASE becomes WHEN 'active' THEN 0
                                            ELSE a.dormancy_warnings END,
           dormancy_warned_at = CASE WHEN becomes <> 'active'
                                     THEN a.dormancy_warned_at END
     WHERE a.id = accreditation AND a.provider_id = public.me_org()
       AND public.me_role() = 'provider'
       AND CASE becomes
           WHEN 'cure_submitted' THEN a.state = 'suspended'
           WHEN 'active' THEN a.state = 'dormant'
           WHEN 'withdrawn' THEN a.state NOT IN ('removed', 'withdrawn')
           ELSE false END;
    RETURN FOUND;
END $$;
GRANT EXECUTE ON FUNCTION accreditation_by_provider(uuid, text, text)
    TO app_staff;

CREATE FUNCTION removal_answer(notice uuid, said text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE public.removal_notice n
       SET representations = said, represented_at = public.now_utc()
     WHERE n.id = notice AND n.provider_id = public.me_org()
       AND public.me_role() = 'provider' AND n.represented_at IS NULL
       AND public.london_day() <= n.representations_until;
    RETURN FOUND;
END $$;
GRANT EXECUTE ON FUNCTION removal_answer(uuid, text) TO app_staff;

--------------------------------------------------------- representations

CREATE VIEW accreditation_audit_shown WITH (security_invoker = true) AS
SELECT u.id, u.accreditation_id, u.recorded_at,
       json_build_object(
           'id', u.id,
           'accreditation_id', u.accreditation_id,
           'on', u.audited_on,
           'outcome', u.outcome,
           'points', u.points,
           'note', u.note,
           'recorded_at', utc_text(u.recorded_at)) AS body
  FROM accreditation_audit u;

CREATE VIEW cure_shown WITH (security_invoker = true) AS
SELECT c.id, c.accreditation_id, c.number,
       json_build_object(
           'id', c.id,
           'accreditation_id', c.accreditation_id,
           'points', c.points,
           'submitted_at', utc_text(c.submitted_at),
           'assess_due_on', c.assess_due_on,
           'outcome', c.outcome,
           'reason', c.reason,
           'decided_at', utc_text(c.decided_at)) AS body
  FROM cure c;

CREATE VIEW exclusion_request_shown WITH (security_invoker = true) AS
SELECT x.id, x.accreditation_id, x.council_id, x.lead_id, x.outcome,
       x.requested_at,
       json_build_object(
           'id', x.id,
           'accreditation_id', x.accreditation_id,
           'council', json_build_object('id', o.id, 'name', o.name),
           'ground', x.ground,
           'reason', x.reason,
           'requested_at', utc_text(x.requested_at),
           'outcome', x.outcome,
           'answer', x.answer,
           'answered_at', utc_text(x.answered_at)) AS body
  FROM exclusion_request x
  JOIN organisation o ON o.id = x.council_id;

CREATE VIEW removal_notice_shown WITH (security_invoker = true) AS
SELECT n.id, n.accreditation_id, n.number,
       json_build_object(
           'id', n.id,
           'accreditation_id', n.accreditation_id,
           'ground', n.ground,
           'reason', n.reason,
           'provision', n.provision,
           'given_at', utc_text(n.given_at),
           'representations_until', n.representations_until,
           'representations', n.representations,
           'represented_at', utc_text(n.represented_at)) AS body
  FROM removal_notice n;
GRANT SELECT ON accreditation_audit_shown, cure_shown,
    exclusion_request_shown, removal_notice_shown TO app_staff;

---------------------------------------------------------------- policies

SELECT protect_tables();

GRANT UPDATE (failed, quiet_since, dormancy_warnings, dormancy_warned_at)
    ON accreditation TO app_staff;

-- Audits: with the accreditation; made by its lead, never changed.
GRANT SELECT ON accreditation_audit, cure, exclusion_request, removal_notice
    TO app_staff;
GRANT INSERT (accreditation_id, audited_on, outcome, points, note)
    ON accreditation_audit TO app_staff;
CREATE POLICY accreditation_audit_seen ON accreditation_audit FOR SELECT
    TO app_staff
    USING (EXISTS (SELECT FROM accreditation a WHERE a.id = accreditation_id));
CREATE POLICY accreditation_audit_made ON accreditation_audit FOR INSERT
    TO app_staff
    WITH CHECK ((SELECT me_role()) = 'lead'
                AND recorded_by = (SELECT me_self())
                AND EXISTS (SELECT FROM accreditation a
                             WHERE a.id = accreditation_id
                               AND a.lead_id = (SELECT me_org())));

-- A cure: its provider's and its lead's, and the lead's auditor's.
GRANT INSERT (accreditation_id, provider_id, lead_id, points, assess_due_on)
    ON cure TO app_staff;
GRANT UPDATE (outcome, reason, decided_at) ON cure TO app_staff;
CREATE POLICY cure_seen ON cure FOR SELECT TO app_staff
    USING (provider_id = (SELECT me_org())
           OR (lead_id = (SELECT me_org())
               AND (SELECT me_role()) IN ('lead', 'auditor')));
CREATE POLICY cure_made ON cure FOR INSERT TO app_staff
    WITH CHECK (provider_id = (SELECT me_org())
                AND (SELECT me_role()) = 'provider'
                AND EXISTS (SELECT FROM accreditation a
                             WHERE a.id = accreditation_id
                               AND a.provider_id = cure.provider_id
                               AND a.lead_id = cure.lead_id));
CREATE POLICY cure_judged ON cure FOR UPDATE TO app_staff
    USING (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead'
           AND outcome IS NULL)
    WITH CHECK (lead_id = (SELECT me_org()));

-- A request: the council's that made it, the lead's, their auditors'. The
-- provider is told by what the lead does.
GRANT INSERT (accreditation_id, council_id, lead_id, ground, reason)
    ON exclusion_request TO app_staff;
GRANT UPDATE (outcome, answer, answered_at) ON exclusion_request TO app_staff;
CREATE POLICY exclusion_request_seen ON exclusion_request FOR SELECT
    TO app_staff
    USING ((council_id = (SELECT me_org()) AND (SELECT i_place()))
           OR (lead_id = (SELECT me_org())
               AND (SELECT me_role()) IN ('lead', 'auditor')));
CREATE POLICY exclusion_request_made ON exclusion_request FOR INSERT
    TO app_staff
    WITH CHECK (council_id = (SELECT me_org())
                AND (SELECT me_role()) = 'council'
                AND EXISTS (SELECT FROM accreditation a
                             WHERE a.id = accreditation_id
                               AND a.lead_id = exclusion_request.lead_id));
CREATE POLICY exclusion_request_judged ON exclusion_request FOR UPDATE
    TO app_staff
    USING (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead'
           AND outcome IS NULL)
    WITH CHECK (lead_id = (SELECT me_org()));

-- A notice: its lead's and its provider's, and the lead's auditor's.
GRANT INSERT (accreditation_id, provider_id, lead_id, ground, reason,
    provision, representations_until) ON removal_notice TO app_staff;
CREATE POLICY removal_notice_seen ON removal_notice FOR SELECT TO app_staff
    USING (provider_id = (SELECT me_org())
           OR (lead_id = (SELECT me_org())
               AND (SELECT me_role()) IN ('lead', 'auditor')));
CREATE POLICY removal_notice_made ON removal_notice FOR INSERT TO app_staff
    WITH CHECK (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead'
                AND EXISTS (SELECT FROM accreditation a
                             WHERE a.id = accreditation_id
                               AND a.provider_id = removal_notice.provider_id
                               AND a.lead_id = removal_notice.lead_id));

GRANT SELECT ON scheme_dormancy TO app_staff, app_public;
GRANT INSERT, UPDATE (months) ON scheme_dormancy TO app_staff;
CREATE POLICY scheme_dormancy_seen ON scheme_dormancy FOR SELECT
    TO app_staff, app_public
    USING (EXISTS (SELECT FROM scheme s WHERE s.id = scheme_id));
CREATE POLICY scheme_dormancy_made ON scheme_dormancy FOR INSERT TO app_staff
    WITH CHECK (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead');
CREATE POLICY scheme_dormancy_changed ON scheme_dormancy FOR UPDATE
    TO app_staff
    USING (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead');
