-- Conditions hold for life (R036, R059, R060): what is known of a home after
-- it was accredited, and whether its accreditations stand at this moment.
--
-- Facts are rows that are only added to: ratings and registrations here,
-- evidence elsewhere. Whenever one is written, home_judge() works out from
-- when each accreditation of that home lapses, and keeps the answer as a time
-- (stands_until). Whoever asks whether it stands compares that time with the
-- clock: so a certificate that ends at midnight counts at midnight, whether or
-- not any job has run. docs/adr/0021-staying.md tells why it is so.

------------------------------------------------------------------ states

ALTER TABLE accreditation
    DROP CONSTRAINT accreditation_state,
    DROP CONSTRAINT accreditation_ground_when_suspended;
ALTER TABLE accreditation
    ADD CONSTRAINT accreditation_state CHECK (state IN
        ('active', 'suspended', 'removed', 'withdrawn', 'under_review', 'dormant', 'cure_submitted')), -- vocabulary: accreditation_state
    ADD CONSTRAINT accreditation_ground_when_suspended CHECK (CASE
        WHEN state IN ('suspended', 'cure_submitted') THEN ground IS NOT NULL
        WHEN state IN ('active', 'dormant', 'withdrawn') THEN ground IS NULL
        ELSE true END);

ALTER TABLE accreditation
    -- The home's own facts, from when on they end it, and on what ground.
    ADD COLUMN lapses_at timestamptz NOT NULL DEFAULT 'infinity',
    ADD COLUMN lapse_ground text
        CONSTRAINT accreditation_lapse_ground CHECK (lapse_ground IN
        ('rating_below_floor', 'registration_lost', 'insurance_lapsed', 'evidence_expired', 'requirement_failed', 'safeguarding', 'insolvency', 'breach_of_terms')), -- vocabulary: suspension_ground
    -- The same with the home's other accreditations in the scheme: suspended
    -- in one category, it is asked in none (R060).
    ADD COLUMN stands_until timestamptz NOT NULL DEFAULT 'infinity',
    ADD COLUMN stands_ground text
        CONSTRAINT accreditation_stands_ground CHECK (stands_ground IN
        ('rating_below_floor', 'registration_lost', 'insurance_lapsed', 'evidence_expired', 'requirement_failed', 'safeguarding', 'insolvency', 'breach_of_terms')), -- vocabulary: suspension_ground
    -- From when on somebody has to look, and why.
    ADD COLUMN review_at timestamptz NOT NULL DEFAULT 'infinity',
    ADD COLUMN review_ground text
        CONSTRAINT accreditation_review_ground CHECK (review_ground IN
        ('rating_changed', 'audit_overdue', 'evidence_expired', 'early_warning')), -- vocabulary: review_ground
    -- What was known then has been looked at.
    ADD COLUMN reviewed_at timestamptz NOT NULL DEFAULT now_utc(),
    ADD COLUMN audited_on date,
    -- The points of a suspension: all that a cure may and must answer (R061).
    ADD COLUMN failed jsonb NOT NULL DEFAULT '[]',
    -- Since when nothing was bid, as far as bids have been opened: a sealed
    -- one must not show here.
    ADD COLUMN quiet_since timestamptz NOT NULL DEFAULT now_utc(),
    ADD COLUMN dormancy_warnings integer NOT NULL DEFAULT 0,
    ADD COLUMN dormancy_warned_at timestamptz,
    -- At least once a year (R059).
    ADD COLUMN audit_due_on date NOT NULL GENERATED ALWAYS AS (
        (coalesce(audited_on,
                  london_day(accredited_at))
         + interval '12 months')::date) STORED;

DROP INDEX accreditation_current_key;
CREATE UNIQUE INDEX accreditation_current_key
    ON accreditation (establishment_id, category_id)
    WHERE state NOT IN ('removed', 'withdrawn');
DROP INDEX accreditation_listed_idx;
CREATE INDEX accreditation_listed_idx ON accreditation (establishment_id)
    WHERE listed AND state IN ('active', 'under_review');
CREATE INDEX accreditation_lapses_idx ON accreditation (lapses_at)
    WHERE state IN ('active', 'under_review', 'dormant')
      AND lapses_at < 'infinity';
CREATE INDEX accreditation_review_idx ON accreditation (review_at)
    WHERE state = 'active';
CREATE INDEX accreditation_audit_idx ON accreditation (audit_due_on, id)
    WHERE state NOT IN ('removed', 'withdrawn');

-- The one place that says which accreditations count: for matching, inviting,
-- bidding, opening, ranking, awarding, the directory and the badge. Inlined by
-- the planner; the clock is asked only where a time was set.
CREATE FUNCTION stands(state text, stands_until timestamptz, now timestamptz)
RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT state IN ('active', 'under_review')
           AND (stands_until = 'infinity' OR stands_until > now)
$$;

-- The state as of now: as stored, or as a job will store it in a moment.
CREATE FUNCTION accreditation_state_at(state text, stands_until timestamptz,
    review_at timestamptz, now timestamptz)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN state IN ('active', 'under_review', 'dormant')
             AND stands_until <= now THEN 'suspended'
        WHEN state = 'active' AND review_at <= now THEN 'under_review'
        ELSE state END
$$;
GRANT EXECUTE ON FUNCTION stands(text, timestamptz, timestamptz)
    TO app_staff, app_public;
GRANT EXECUTE ON FUNCTION accreditation_state_at(text, timestamptz,
    timestamptz, timestamptz) TO app_staff;

-- The first instant of a day where the law counts it.
CREATE FUNCTION london_midnight(day date) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT day::timestamp AT TIME ZONE 'Europe/London'
$$;
GRANT EXECUTE ON FUNCTION london_midnight(date) TO app_staff, app_public;

------------------------------------------------------------------- facts

-- What inspectorates have said of a home, grade by grade. Words are the
-- inspectorate's own: each scale is mapped by rating_scale, and none of them
-- is ours.
CREATE TABLE establishment_rating (
    id               uuid NOT NULL DEFAULT gen_random_uuid(),
    establishment_id uuid NOT NULL,
    regulator        text NOT NULL
        CONSTRAINT establishment_rating_regulator CHECK (regulator IN
        ('ofsted', 'cqc', 'isi', 'estyn', 'ciw')), -- vocabulary: inspectorate
    framework        text NOT NULL, -- e.g. oeif, report_card
    area             text NOT NULL DEFAULT 'overall',
    grade            text NOT NULL,
    given_on         date NOT NULL,
    source           text NOT NULL
        CONSTRAINT establishment_rating_source CHECK (source IN
        ('lead', 'register')), -- vocabulary: fact_source
    source_reference text,
    recorded_at      timestamptz NOT NULL DEFAULT now_utc(),
    recorded_by      uuid,
    CONSTRAINT establishment_rating_pkey PRIMARY KEY (id),
    -- The same line of the same file again is no news.
    CONSTRAINT establishment_rating_once UNIQUE
        (establishment_id, regulator, framework, area, given_on, grade),
    CONSTRAINT establishment_rating_home_fkey FOREIGN KEY (establishment_id)
        REFERENCES establishment (id)
);
CREATE INDEX establishment_rating_newest_idx
    ON establishment_rating (establishment_id, given_on DESC, id DESC);

-- Whether the regulator has the home on its register, from a day on.
CREATE TABLE establishment_registration (
    id               uuid NOT NULL DEFAULT gen_random_uuid(),
    establishment_id uuid NOT NULL,
    regulator        text NOT NULL
        CONSTRAINT establishment_registration_regulator CHECK (regulator IN
        ('ofsted', 'cqc', 'dfe')), -- vocabulary: regulator but none
    state            text NOT NULL
        CONSTRAINT establishment_registration_state CHECK (state IN
        ('registered', 'lapsed')), -- vocabulary: registration_state
    from_on          date NOT NULL,
    source           text NOT NULL
        CONSTRAINT establishment_registration_source CHECK (source IN
        ('lead', 'register')), -- vocabulary: fact_source
    source_reference text,
    recorded_at      timestamptz NOT NULL DEFAULT now_utc(),
    recorded_by      uuid,
    CONSTRAINT establishment_registration_pkey PRIMARY KEY (id),
    CONSTRAINT establishment_registration_once UNIQUE
        (establishment_id, regulator, from_on, state),
    CONSTRAINT establishment_registration_home_fkey
        FOREIGN KEY (establishment_id) REFERENCES establishment (id)
);

-- What a grade means: for everybody (no scheme), for a scheme, or for one of
-- its categories; the nearest row wins, one with an area before one without.
-- A grade is judged by the rows of the day on which it was given, so a scale
-- that changes leaves old reports alone.
CREATE TABLE rating_scale (
    id            uuid NOT NULL DEFAULT gen_random_uuid(),
    lead_id       uuid,
    scheme_id     uuid,
    category_id   uuid,
    regulator     text NOT NULL
        CONSTRAINT rating_scale_regulator CHECK (regulator IN
        ('ofsted', 'cqc', 'isi', 'estyn', 'ciw')), -- vocabulary: inspectorate
    framework     text NOT NULL,
    area          text, -- NULL: every other
    grade         text NOT NULL,
    verdict       text NOT NULL
        CONSTRAINT rating_scale_verdict CHECK (verdict IN
        ('pass', 'review', 'fail')), -- vocabulary: rating_verdict
    valid_from    date NOT NULL,
    valid_to      date, -- its last day
    justification text,
    recorded_at   timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT rating_scale_pkey PRIMARY KEY (id),
    CONSTRAINT rating_scale_dates CHECK (valid_from <= valid_to),
    CONSTRAINT rating_scale_of_lead CHECK
        ((scheme_id IS NULL) = (lead_id IS NULL)
         AND (category_id IS NULL OR scheme_id IS NOT NULL)
         AND (scheme_id IS NULL OR justification IS NOT NULL)),
    CONSTRAINT rating_scale_scheme_fkey FOREIGN KEY (scheme_id, lead_id)
        REFERENCES scheme (id, lead_id),
    CONSTRAINT rating_scale_category_fkey
        FOREIGN KEY (category_id, scheme_id, lead_id)
        REFERENCES category (id, scheme_id, lead_id)
);
CREATE INDEX rating_scale_grade_idx
    ON rating_scale (regulator, framework, grade, valid_from DESC);
CREATE INDEX rating_scale_newest_idx
    ON rating_scale (valid_from DESC, id DESC);

-- "Requires improvement or above" (001 §7.4), said of each scale. Report cards
-- since 10 November 2025 have no overall grade; services for 16 and 17 year
-- olds that support them have three outcomes of their own.
INSERT INTO rating_scale (regulator, framework, area, grade, verdict,
    valid_from)
SELECT regulator, framework, area, grade, verdict, valid_from::date
  FROM (VALUES
    ('cqc', 'ratings', '2014-10-01'), ('cqc', 'assessment', '2023-11-21'),
    ('ofsted', 'sccif', '2017-04-01'), ('ofsted', 'oeif', '2012-01-01'))
       AS f (regulator, framework, valid_from)
 CROSS JOIN (VALUES
    (NULL, 'outstanding', 'pass'), (NULL, 'good', 'pass'),
    (NULL, 'requires_improvement', 'pass'), (NULL, 'inadequate', 'review'),
    ('overall', 'inadequate', 'fail')) AS g (area, grade, verdict)
UNION ALL
SELECT regulator, framework, area, grade, verdict, valid_from::date
  FROM (VALUES
    ('ofsted', 'report_card', '2025-11-10', NULL, 'exceptional', 'pass'),
    ('ofsted', 'report_card', '2025-11-10', NULL, 'strong_standard', 'pass'),
    ('ofsted', 'report_card', '2025-11-10', NULL, 'expected_standard', 'pass'),
    ('ofsted', 'report_card', '2025-11-10', NULL, 'needs_attention', 'review'),
    ('ofsted', 'report_card', '2025-11-10', NULL, 'urgent_improvement', 'fail'),
    ('ofsted', 'report_card', '2025-11-10', 'safeguarding', 'met', 'pass'),
    ('ofsted', 'report_card', '2025-11-10', 'safeguarding', 'not_met', 'fail'),
    ('ofsted', 'supported_accommodation', '2023-10-28', NULL, 'consistently_strong', 'pass'),
    ('ofsted', 'supported_accommodation', '2023-10-28', NULL, 'inconsistent', 'review'),
    ('ofsted', 'supported_accommodation', '2023-10-28', NULL, 'serious_weaknesses', 'fail'),
    ('isi', 'standards', '2023-09-01', NULL, 'met', 'pass'),
    ('isi', 'standards', '2023-09-01', NULL, 'not_met', 'review'),
    ('isi', 'standards', '2023-09-01', 'safeguarding', 'not_met', 'fail'),
    ('estyn', 'judgements', '2017-09-01', NULL, 'excellent', 'pass'),
    ('estyn', 'judgements', '2017-09-01', NULL, 'good', 'pass'),
    ('estyn', 'judgements', '2017-09-01', NULL, 'adequate', 'pass'),
    ('estyn', 'judgements', '2017-09-01', NULL, 'unsatisfactory', 'fail'),
    ('ciw', 'ratings', '2023-03-31', NULL, 'excellent', 'pass'),
    ('ciw', 'ratings', '2023-03-31', NULL, 'good', 'pass'),
    ('ciw', 'ratings', '2023-03-31', NULL, 'needs_improvement', 'pass'),
    ('ciw', 'ratings', '2023-03-31', NULL, 'poor', 'fail'))
       AS s (regulator, framework, valid_from, area, grade, verdict);

--------------------------------------------------------------- judgement

-- What one grade means to one category: pass, review or fail. A grade that no
-- row knows has to be looked at. Above the scales stands the category's floor,
-- where the scale has those four words. What is no condition of membership,
-- such as another regulator's opinion, never fails: it is looked at.
CREATE FUNCTION rating_verdict(r establishment_rating, c category)
RETURNS text LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    four text[] := ARRAY['outstanding', 'good', 'requires_improvement',
                         'inadequate'];
    condition boolean := coalesce(c.rating_floor, 'none') <> 'none'
        AND (r.regulator = c.regulator
             OR (c.regulator IN ('ofsted', 'dfe')
                 AND r.regulator IN ('ofsted', 'isi', 'estyn', 'ciw'))
             OR (c.regulator = 'cqc' AND r.regulator = 'ciw'));
    found public.rating_scale;
    verdict text;
BEGIN
    SELECT s.* INTO found FROM public.rating_scale s
     WHERE s.regulator = r.regulator AND s.framework = r.framework
       AND s.grade = r.grade
       AND (s.area IS NULL OR s.area = r.area)
       AND (s.scheme_id IS NULL OR s.scheme_id = c.scheme_id)
       AND (s.category_id IS NULL OR s.category_id = c.id)
       AND r.given_on BETWEEN s.valid_from AND coalesce(s.valid_to, 'infinity')
     ORDER BY s.category_id IS NULL, s.scheme_id IS NULL, s.area IS NULL,
              s.valid_from DESC, s.recorded_at DESC, s.id
     LIMIT 1;
    verdict := coalesce(found.verdict, 'review');
    IF found.scheme_id IS NULL AND r.area = 'overall'
       AND array_position(four, r.grade)
           > array_position(four, c.rating_floor) THEN
        verdict := 'fail';
    END IF;
    RETURN CASE WHEN verdict = 'fail' AND NOT condition THEN 'review'
                ELSE verdict END;
END $$;

-- The grades that count today: of each inspectorate the framework of its
-- newest report, for scales are not comparable, and of each area the newest.
CREATE FUNCTION ratings_in_force(home uuid) RETURNS SETOF establishment_rating
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT DISTINCT ON (r.regulator, r.area) r.*
      FROM public.establishment_rating r
      JOIN (SELECT DISTINCT ON (n.regulator) n.regulator, n.framework
              FROM public.establishment_rating n
             WHERE n.establishment_id = home
             ORDER BY n.regulator, n.given_on DESC, n.recorded_at DESC,
                      n.id DESC) AS newest
        ON newest.regulator = r.regulator
       AND newest.framework = r.framework
     WHERE r.establishment_id = home
     ORDER BY r.regulator, r.area, r.given_on DESC, r.recorded_at DESC,
              r.id DESC;
END $$;
GRANT EXECUTE ON FUNCTION ratings_in_force(uuid) TO app_staff;

-- What ends an accreditation by itself, and from when on: the earliest of all
-- facts. One row for each fact.
CREATE FUNCTION accreditation_lapses(a accreditation)
RETURNS TABLE (at timestamptz, ground text)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    c public.category;
    today date := public.london_day();
BEGIN
    SELECT k.* INTO c FROM public.category k WHERE k.id = a.category_id;
    RETURN QUERY
    SELECT r.recorded_at, 'rating_below_floor'::text
      FROM public.ratings_in_force(a.establishment_id) AS r
     WHERE public.rating_verdict(r, c) = 'fail';
    RETURN QUERY
    SELECT public.london_midnight(r.from_on), 'registration_lost'::text
      FROM public.establishment_registration r
     WHERE r.establishment_id = a.establishment_id
       AND r.regulator = c.regulator AND r.state = 'lapsed'
       AND NOT EXISTS (
           SELECT FROM public.establishment_registration n
            WHERE n.establishment_id = r.establishment_id
              AND n.regulator = r.regulator
              AND n.from_on <= greatest(today, r.from_on)
              AND (n.from_on, n.recorded_at, n.id)
                  > (r.from_on, r.recorded_at, r.id));
    -- Evidence that was asked at entry: after its days of grace; at once where
    -- there is none that counts any more.
    RETURN QUERY
    SELECT coalesce(public.london_midnight(nullif(e.grace_ends, 'infinity')
                                           + 1),
                    CASE WHEN e.grace_ends IS NULL THEN '-infinity'
                         ELSE 'infinity' END::timestamptz),
           CASE WHEN e.kind LIKE '%\_insurance' THEN 'insurance_lapsed'
                ELSE 'evidence_expired' END
      FROM public.evidence_of(a.establishment_id, a.category_id, today, false)
           AS e
     WHERE e.due = 'entry';
END $$;

-- The same of what somebody has to look at. What was known when somebody last
-- did, is not asked about again.
CREATE FUNCTION accreditation_reviews(a accreditation)
RETURNS TABLE (at timestamptz, ground text)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    c public.category;
BEGIN
    SELECT k.* INTO c FROM public.category k WHERE k.id = a.category_id;
    RETURN QUERY
    SELECT r.recorded_at, 'rating_changed'::text
      FROM public.ratings_in_force(a.establishment_id) AS r
     WHERE r.recorded_at > a.reviewed_at
       AND public.rating_verdict(r, c) = 'review';
    RETURN QUERY
    SELECT public.london_midnight(a.audit_due_on + 1), 'audit_overdue'::text;
    -- In its days of grace.
    RETURN QUERY
    SELECT public.london_midnight(e.held_until + 1), 'evidence_expired'::text
      FROM public.evidence_of(a.establishment_id, a.category_id,
               public.london_day(), false) AS e
     WHERE e.due = 'entry' AND e.held_until < 'infinity'
       AND public.london_midnight(e.held_until + 1) > a.reviewed_at;
END $$;

-- Works out all accreditations of a home again. The home's row is locked
-- first, so that of two who write facts the second sees what the first wrote;
-- whoever locks both locks the home before its accreditations.
CREATE FUNCTION home_judge(home uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM FROM public.establishment e WHERE e.id = home
        FOR NO KEY UPDATE;
    WITH own AS MATERIALIZED (
        SELECT a.id, a.scheme_id, a.state, a.ground,
               coalesce(l.at, 'infinity') AS at, l.ground AS lapse_ground,
               coalesce(v.at, 'infinity') AS review_at,
               v.ground AS review_ground
          FROM public.accreditation a
          LEFT JOIN LATERAL (
               SELECT f.at, f.ground
                 FROM public.accreditation_lapses(a) AS f
                ORDER BY f.at, f.ground LIMIT 1) AS l ON true
          LEFT JOIN LATERAL (
               SELECT f.at, f.ground
                 FROM public.accreditation_reviews(a) AS f
                ORDER BY f.at, f.ground LIMIT 1) AS v ON true
         WHERE a.establishment_id = home
           AND a.state NOT IN ('removed', 'withdrawn')),
    judged AS (
        SELECT o.*, b.until, b.barred_by
          FROM own o
         CROSS JOIN LATERAL (
               SELECT CASE WHEN x.state IN ('suspended', 'cure_submitted')
                           THEN '-infinity' ELSE x.at
                      END AS until,
                      CASE WHEN x.state IN ('suspended', 'cure_submitted')
                           THEN x.ground ELSE x.lapse_ground END AS barred_by
                 FROM own x
                WHERE x.scheme_id = o.scheme_id
                ORDER BY 1, x.id <> o.id, x.id
                LIMIT 1) AS b)
    UPDATE public.accreditation a
       SET lapses_at = j.at, lapse_ground = j.lapse_ground,
           stands_until = j.until, stands_ground = j.barred_by,
           review_at = j.review_at, review_ground = j.review_ground
      FROM judged j
     WHERE a.id = j.id
       AND (a.lapses_at, a.lapse_ground, a.stands_until, a.stands_ground,
            a.review_at, a.review_ground)
           IS DISTINCT FROM
           (j.at, j.lapse_ground, j.until, j.barred_by, j.review_at,
            j.review_ground);
END $$;

CREATE FUNCTION facts_judge() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM public.home_judge(n.establishment_id)
       FROM (SELECT DISTINCT f.establishment_id FROM fresh f
              ORDER BY f.establishment_id) AS n;
    RETURN NULL;
END $$;
CREATE TRIGGER establishment_rating_judged AFTER INSERT ON establishment_rating
    REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION facts_judge();
CREATE TRIGGER establishment_registration_judged
    AFTER INSERT ON establishment_registration
    REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION facts_judge();

CREATE FUNCTION accreditation_judge() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM public.home_judge(NEW.establishment_id);
    RETURN NULL;
END $$;
CREATE TRIGGER accreditation_judged_new AFTER INSERT ON accreditation
    FOR EACH ROW EXECUTE FUNCTION accreditation_judge();
CREATE TRIGGER accreditation_judged
    AFTER UPDATE OF state, reviewed_at, audited_on, accredited_at
    ON accreditation
    FOR EACH ROW WHEN ((OLD.state, OLD.reviewed_at, OLD.audit_due_on)
        IS DISTINCT FROM (NEW.state, NEW.reviewed_at, NEW.audit_due_on))
    EXECUTE FUNCTION accreditation_judge();

-- A document of a provider is evidence of all its homes, one of a home of that
-- home alone.
CREATE FUNCTION evidence_judge() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    d public.document;
BEGIN
    IF TG_TABLE_NAME = 'document' THEN
        d := NEW;
    ELSE
        SELECT x.* INTO d FROM public.document x WHERE x.id = NEW.document_id;
    END IF;
    PERFORM public.home_judge(h.establishment_id)
       FROM (SELECT DISTINCT a.establishment_id
               FROM public.accreditation a
               JOIN public.category c ON c.id = a.category_id
              WHERE a.provider_id = d.provider_id AND c.evidence <> '[]'
                AND (d.establishment_id IS NULL
                     OR a.establishment_id = d.establishment_id)
              ORDER BY a.establishment_id) AS h;
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION evidence_judge() FROM PUBLIC;
CREATE TRIGGER document_judged AFTER INSERT OR UPDATE ON document
    FOR EACH ROW EXECUTE FUNCTION evidence_judge();
CREATE TRIGGER document_verification_judged
    AFTER INSERT ON document_verification
    FOR EACH ROW EXECUTE FUNCTION evidence_judge();

-- A scale that a lead changes is told at once to the homes whose reports it
-- is about; general rows come with a migration, which judges all.
CREATE FUNCTION scale_judge() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM public.home_judge(h.establishment_id)
       FROM (SELECT DISTINCT r.establishment_id
               FROM public.establishment_rating r
               JOIN public.accreditation a
                 ON a.establishment_id = r.establishment_id
                AND a.scheme_id = NEW.scheme_id
              WHERE r.regulator = NEW.regulator
                AND r.framework = NEW.framework AND r.grade = NEW.grade
              ORDER BY r.establishment_id) AS h;
    RETURN NULL;
END $$;
CREATE TRIGGER rating_scale_judged AFTER INSERT OR UPDATE ON rating_scale
    FOR EACH ROW WHEN (NEW.scheme_id IS NOT NULL)
    EXECUTE FUNCTION scale_judge();
REVOKE EXECUTE ON FUNCTION facts_judge(), accreditation_judge(), scale_judge(),
    home_judge(uuid) FROM PUBLIC;

------------------------------------------------- what happens by itself

-- Who is told of a change: provider, lead, the scheme's councils of today, and
-- those that have somebody living in the home.
CREATE FUNCTION accreditation_audience(accreditation uuid) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT array_agg(DISTINCT reader)
              FROM public.accreditation a
             CROSS JOIN LATERAL (
                   SELECT a.provider_id AS reader
                   UNION ALL SELECT a.lead_id
                   UNION ALL
                   SELECT m.organisation_id FROM public.scheme_council m
                    WHERE m.scheme_id = a.scheme_id
                      AND public.london_day()
                          BETWEEN m.from_on AND m.to_on
                   UNION ALL
                   SELECT p.council_id FROM public.placement p
                    WHERE p.establishment_id = a.establishment_id
                      AND p.state = 'active') AS r
             WHERE a.id = accreditation);
END $$;
GRANT EXECUTE ON FUNCTION accreditation_audience(uuid) TO app_staff;

-- An event that nobody's request has made.
CREATE FUNCTION happened(type text, subject uuid, readers uuid[])
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    noted public.event;
BEGIN
    INSERT INTO public.event (type, subject_id)
    VALUES (happened.type, subject) RETURNING * INTO noted;
    INSERT INTO public.event_reader (organisation_id, xid, event_id)
    SELECT DISTINCT reader, noted.xid, noted.id
      FROM unnest(readers) AS reader WHERE reader IS NOT NULL;
END $$;
REVOKE EXECUTE ON FUNCTION happened(text, uuid, uuid[]) FROM PUBLIC;

-- Stores what has come due for a home whose row the caller has locked: in one
-- transaction the state, its ground, and the notice to everybody. Whoever acts
-- on an accreditation has this done first, so nobody acts on what was.
CREATE FUNCTION home_settle(home uuid) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    moment timestamptz := public.now_utc();
    due public.accreditation;
    settled bigint := 0;
BEGIN
    FOR due IN
        SELECT a.* FROM public.accreditation a
         WHERE a.establishment_id = home
           AND ((a.state IN ('active', 'under_review', 'dormant')
                 AND a.lapses_at <= moment)
                OR (a.state = 'active' AND a.review_at <= moment))
         ORDER BY a.id
           FOR UPDATE
    LOOP
        IF due.lapses_at <= moment THEN
            UPDATE public.accreditation a
               SET state = 'suspended', ground = due.lapse_ground,
                   failed = jsonb_build_array(due.lapse_ground),
                   reason = NULL, changed_at = moment
             WHERE a.id = due.id;
            PERFORM public.happened('accreditation.suspended', due.id,
                public.accreditation_audience(due.id));
        ELSE
            UPDATE public.accreditation a
               SET state = 'under_review', reason = NULL, changed_at = moment
             WHERE a.id = due.id;
            PERFORM public.happened('accreditation.review_began', due.id,
                ARRAY[due.provider_id, due.lead_id]);
        END IF;
        settled := settled + 1;
    END LOOP;
    RETURN settled;
END $$;
REVOKE EXECUTE ON FUNCTION home_settle(uuid) FROM PUBLIC;

-- For an act on one accreditation: its home, locked and settled. A statement
-- of its own; the next one sees what this one and others before it did.
CREATE FUNCTION accreditation_settle(accreditation uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    home uuid;
BEGIN
    SELECT a.establishment_id INTO home
      FROM public.accreditation a WHERE a.id = accreditation;
    PERFORM FROM public.establishment e WHERE e.id = home
        FOR NO KEY UPDATE;
    PERFORM public.home_settle(home);
END $$;
GRANT EXECUTE ON FUNCTION accreditation_settle(uuid) TO app_staff;

-- What has come due anywhere, home by home; a home that somebody else holds is
-- left for the next time. The number of accreditations that changed.
CREATE FUNCTION staying_sweep(most integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    moment timestamptz := public.now_utc();
    home uuid;
    settled bigint := 0;
BEGIN
    FOR home IN
        SELECT a.establishment_id FROM public.accreditation a
         WHERE a.state IN ('active', 'under_review', 'dormant')
           AND a.lapses_at < 'infinity' AND a.lapses_at <= moment
         UNION
        SELECT a.establishment_id FROM public.accreditation a
         WHERE a.state = 'active' AND a.review_at <= moment
         ORDER BY 1
         LIMIT most
    LOOP
        PERFORM FROM public.establishment e WHERE e.id = home
            FOR NO KEY UPDATE SKIP LOCKED;
        IF FOUND THEN
            settled := settled + public.home_settle(home);
        END IF;
    END LOOP;
    RETURN settled;
END $$;
GRANT EXECUTE ON FUNCTION staying_sweep(integer) TO app_jobs;

-- What a register says of a home, for whoever reads registers. False: it was
-- known. A change is told to whoever has to do with the home (R194).
CREATE FUNCTION home_audience(home uuid) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT array_agg(DISTINCT reader)
              FROM public.establishment e
              LEFT JOIN public.accreditation a
                ON a.establishment_id = e.id
               AND a.state NOT IN ('removed', 'withdrawn')
             CROSS JOIN LATERAL unnest(e.provider_id
                 || public.accreditation_audience(a.id)) AS reader
             WHERE e.id = home);
END $$;
GRANT EXECUTE ON FUNCTION home_audience(uuid) TO app_staff;

CREATE FUNCTION rating_record(home uuid, regulator text, framework text,
    area text, grade text, given_on date, source_reference text)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM FROM public.establishment e WHERE e.id = home
        FOR NO KEY UPDATE;
    INSERT INTO public.establishment_rating (establishment_id, regulator,
        framework, area, grade, given_on, source, source_reference)
    VALUES (home, rating_record.regulator, rating_record.framework,
        coalesce(rating_record.area, 'overall'), rating_record.grade,
        rating_record.given_on, 'register', rating_record.source_reference)
    ON CONFLICT ON CONSTRAINT establishment_rating_once DO NOTHING;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    PERFORM public.happened('establishment.rated', home,
        public.home_audience(home));
    RETURN true;
END $$;

-- The same for the register itself; only a change of what is known is kept.
CREATE FUNCTION registration_record(home uuid, regulator text, state text,
    from_on date, source_reference text)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM FROM public.establishment e WHERE e.id = home
        FOR NO KEY UPDATE;
    IF registration_record.state = coalesce(
        (SELECT r.state FROM public.establishment_registration r
          WHERE r.establishment_id = home
            AND r.regulator = registration_record.regulator
          ORDER BY r.from_on DESC, r.recorded_at DESC, r.id DESC LIMIT 1),
        'registered') THEN
        RETURN false;
    END IF;
    INSERT INTO public.establishment_registration (establishment_id,
        regulator, state, from_on, source, source_reference)
    VALUES (home, registration_record.regulator, registration_record.state,
        registration_record.from_on, 'register',
        registration_record.source_reference)
    ON CONFLICT ON CONSTRAINT establishment_registration_once DO NOTHING;
    PERFORM public.happened('establishment.registration_changed', home,
        public.home_audience(home));
    RETURN true;
END $$;
GRANT EXECUTE ON FUNCTION
    rating_record(uuid, text, text, text, text, date, text),
    registration_record(uuid, text, text, date, text) TO app_jobs;

------------------------------------------------------- who stands where

CREATE OR REPLACE FUNCTION establishment_show() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    now_shown boolean := EXISTS (
        SELECT FROM public.accreditation a
         WHERE a.establishment_id = NEW.establishment_id
           AND a.listed AND a.state IN ('active', 'under_review'));
BEGIN
    UPDATE public.establishment e SET shown = now_shown
     WHERE e.id = NEW.establishment_id AND e.shown <> now_shown;
    RETURN NULL;
END $$;

DROP POLICY accreditation_public ON accreditation;
CREATE POLICY accreditation_public ON accreditation FOR SELECT TO app_public
    USING (listed AND stands(state, stands_until, (SELECT now_utc())));

CREATE OR REPLACE FUNCTION is_accredited(home uuid, category uuid)
RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM public.accreditation a
                    WHERE a.establishment_id = home
                      AND a.category_id = category
                      AND public.stands(a.state, a.stands_until,
                              (SELECT public.now_utc())));
END $$;

-- As before, but for what counts as standing: `shown` leaves out most of the
-- others cheaply, a flag is no permission.
CREATE OR REPLACE FUNCTION directory_find(origin point, radius numeric,
    category text, wanted text, words text, after text, many integer)
RETURNS TABLE (id uuid, key text, n bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100
SET search_path = pg_catalog, public, pg_temp
SET enable_sort = off SET enable_bitmapscan = off
AS $$
DECLARE
    coded uuid[] := ARRAY(SELECT c.id FROM public.category c
                           WHERE c.code = directory_find.category);
    moment timestamptz := public.now_utc();
BEGIN
    IF origin IS NULL THEN
        RETURN QUERY
        SELECT e.id, e.id || '|' || e.name,
               row_number() OVER (ORDER BY e.name, e.id)
          FROM public.establishment e
         WHERE e.shown
           AND (after IS NULL
                OR (e.name, e.id) > (substr(after, 38), left(after, 36)::uuid))
           AND (words IS NULL OR e.name ILIKE public.like_anywhere(words)
                OR e.town ILIKE public.like_anywhere(words))
           AND (SELECT true FROM public.accreditation a
                 WHERE a.establishment_id = e.id AND a.listed
                   AND public.stands(a.state, a.stands_until, moment)
                   AND (category IS NULL OR a.category_id = ANY (coded))
                 LIMIT 1)
           AND (wanted IS NULL OR wanted = (
                   SELECT (array_agg(a.rating ORDER BY a.accredited_at DESC,
                                               a.id DESC))[1]
                     FROM public.accreditation a
                    WHERE a.establishment_id = e.id AND a.listed
                      AND public.stands(a.state, a.stands_until, moment)))
         ORDER BY e.name, e.id
         LIMIT many;
        RETURN;
    END IF;
    RETURN QUERY
    SELECT h.id, h.metres || '|' || h.id,
           row_number() OVER (ORDER BY h.metres, h.id)
      FROM (SELECT e.id, e.grid <-> origin AS metres
              FROM public.establishment e
             -- A little wider than asked: the index ends there, the miles
             -- decide.
             WHERE e.shown
               AND e.grid <@ circle(origin, (radius * 1609.344 + 10)::float8)
               AND public.grid_miles(e.grid, origin) <= radius
               AND (after IS NULL
                    OR (e.grid <-> origin, e.id)
                       > (split_part(after, '|', 1)::float8,
                          split_part(after, '|', 2)::uuid))
               AND (words IS NULL OR e.name ILIKE public.like_anywhere(words)
                    OR e.town ILIKE public.like_anywhere(words))
               AND (SELECT true FROM public.accreditation a
                     WHERE a.establishment_id = e.id AND a.listed
                       AND public.stands(a.state, a.stands_until, moment)
                       AND (category IS NULL OR a.category_id = ANY (coded))
                     LIMIT 1)
               AND (wanted IS NULL OR wanted = (
                       SELECT (array_agg(a.rating ORDER BY a.accredited_at DESC,
                                                   a.id DESC))[1]
                         FROM public.accreditation a
                        WHERE a.establishment_id = e.id AND a.listed
                          AND public.stands(a.state, a.stands_until, moment)))
             -- The index knows distances only: homes as far away as the last
             -- come too, and are put in order with it.
             ORDER BY e.grid <-> origin
             FETCH FIRST many ROWS WITH TIES) AS h
     ORDER BY h.metres, h.id
     LIMIT many;
END $$;

------------------------------------------------------- representations

CREATE VIEW rating_shown WITH (security_invoker = true) AS
SELECT r.id, r.establishment_id, r.given_on,
       json_build_object(
           'id', r.id,
           'establishment_id', r.establishment_id,
           'regulator', r.regulator,
           'framework', r.framework,
           'area', r.area,
           'grade', r.grade,
           'on', r.given_on,
           'source', r.source,
           'source_reference', r.source_reference,
           'recorded_at', utc_text(r.recorded_at)) AS body
  FROM establishment_rating r;

CREATE VIEW registration_shown WITH (security_invoker = true) AS
SELECT r.id, r.establishment_id, r.from_on,
       json_build_object(
           'id', r.id,
           'establishment_id', r.establishment_id,
           'regulator', r.regulator,
           'state', r.state,
           'from', r.from_on,
           'source', r.source,
           'source_reference', r.source_reference,
           'recorded_at', utc_text(r.recorded_at)) AS body
  FROM establishment_registration r;

CREATE VIEW rating_scale_shown WITH (security_invoker = true) AS
SELECT s.id, s.scheme_id, s.category_id, s.regulator, s.framework,
       s.valid_from,
       json_build_object(
           'id', s.id,
           'scheme_id', s.scheme_id,
           'category_id', s.category_id,
           'regulator', s.regulator,
           'framework', s.framework,
           'area', s.area,
           'grade', s.grade,
           'verdict', s.verdict,
           'from', s.valid_from,
           'to', s.valid_to,
           'justification', s.justification) AS body
  FROM rating_scale s;
GRANT SELECT ON rating_shown, registration_shown, rating_scale_shown
    TO app_staff;
GRANT SELECT ON rating_scale_shown TO app_public;

---------------------------------------------------------------- policies

SELECT protect_tables();

GRANT UPDATE (reviewed_at, audited_on) ON accreditation TO app_staff;

-- Seen by whoever sees the home; written down by a lead. Never changed.
GRANT SELECT ON establishment_rating, establishment_registration TO app_staff;
GRANT INSERT (id, establishment_id, regulator, framework, area, grade,
    given_on, source, source_reference, recorded_by)
    ON establishment_rating TO app_staff;
GRANT INSERT (id, establishment_id, regulator, state, from_on, source,
    source_reference, recorded_by) ON establishment_registration TO app_staff;
DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['establishment_rating',
        'establishment_registration'] LOOP
        EXECUTE format('CREATE POLICY %1$s_seen ON %1$s FOR SELECT TO app_staff'
            ' USING (EXISTS (SELECT FROM establishment e'
            '                 WHERE e.id = establishment_id))', t);
        EXECUTE format('CREATE POLICY %1$s_made ON %1$s FOR INSERT TO app_staff'
            ' WITH CHECK ((SELECT me_role()) = ''lead'' AND source = ''lead'''
            '     AND recorded_by = (SELECT me_self())'
            '     AND EXISTS (SELECT FROM establishment e'
            '                  WHERE e.id = establishment_id))', t);
    END LOOP;
END $$;

-- What a grade means is public where its scheme is; a lead says it for its own.
GRANT SELECT ON rating_scale TO app_staff, app_public;
GRANT INSERT, UPDATE (valid_to) ON rating_scale TO app_staff;
CREATE POLICY rating_scale_seen ON rating_scale FOR SELECT
    TO app_staff, app_public
    USING (scheme_id IS NULL
           OR EXISTS (SELECT FROM scheme s WHERE s.id = scheme_id));
CREATE POLICY rating_scale_made ON rating_scale FOR INSERT TO app_staff
    WITH CHECK (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead');
CREATE POLICY rating_scale_ended ON rating_scale FOR UPDATE TO app_staff
    USING (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead');

UPDATE accreditation a
   SET quiet_since = greatest(a.accredited_at, (
           SELECT max(r.opened_at)
             FROM bid_opened o
             JOIN referral r ON r.id = o.referral_id
            WHERE o.establishment_id = a.establishment_id
              AND r.category_id = a.category_id)),
       failed = CASE WHEN a.ground IS NULL THEN '[]'
                     ELSE jsonb_build_array(a.ground) END;

-- The times of what was accredited before.
SELECT home_judge(a.establishment_id)
  FROM (SELECT DISTINCT establishment_id FROM accreditation) AS a;
