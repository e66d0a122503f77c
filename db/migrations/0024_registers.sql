-- Registers: what the CQC, Ofsted and the DfE publish about places, from their
-- files and from the CQC's API (R036, R037; ADR 23).
--
-- What is published about managers, heads, proprietors and nominated persons
-- has no column here, and neither have names and addresses of children's
-- homes: theirs come from the provider. An import is one transaction.

-- One reading of one file, or one round of the API.
CREATE TABLE register_import (
    id           uuid NOT NULL DEFAULT gen_random_uuid(),
    register_set text NOT NULL
        -- vocabulary: register_set
        CONSTRAINT register_import_set CHECK (register_set IN
        ('cqc_locations', 'ofsted_social_care', 'ofsted_state_schools',
         'ofsted_independent_schools', 'gias')),
    source       text NOT NULL
        CONSTRAINT register_import_source CHECK (source IN
        ('file', 'api')), -- vocabulary: register_source
    as_of        date NOT NULL, -- the day that it tells about
    file_name    text,
    sha256       text,
    imported_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    rows_read    bigint NOT NULL DEFAULT 0,
    added        bigint NOT NULL DEFAULT 0,
    changed      bigint NOT NULL DEFAULT 0,
    missing      bigint NOT NULL DEFAULT 0,
    faults       bigint NOT NULL DEFAULT 0,
    CONSTRAINT register_import_pkey PRIMARY KEY (id),
    CONSTRAINT register_import_of_file
        CHECK ((source = 'file') = (sha256 IS NOT NULL))
);
-- The same file again is the same import.
CREATE UNIQUE INDEX register_import_once
    ON register_import (register_set, sha256, as_of) WHERE source = 'file';
CREATE INDEX register_import_newest
    ON register_import (register_set, as_of DESC, imported_at DESC);

-- What could not be understood, the first thousand of an import.
CREATE TABLE register_fault (
    import_id uuid NOT NULL,
    line      bigint,  -- of a file
    id        text,    -- of a place that the API was asked about
    fault     text NOT NULL,
    CONSTRAINT register_fault_import_fkey FOREIGN KEY (import_id)
        REFERENCES register_import (id) ON DELETE CASCADE
);
CREATE INDEX register_fault_idx ON register_fault (import_id);

-- withheld: a kind of place that is never told to the public; its name and
-- address are not here. missed: in how many lists of all there are, one after
-- the other, it has not been; the last of the day missed_on.
CREATE TABLE register_location (
    regulator       text NOT NULL
        -- vocabulary: regulator but none
        CONSTRAINT register_location_regulator CHECK (regulator IN
        ('ofsted', 'cqc', 'dfe')),
    id              text NOT NULL, -- as register_key() makes it
    register_set    text NOT NULL
        -- vocabulary: register_set
        CONSTRAINT register_location_set CHECK (register_set IN
        ('cqc_locations', 'ofsted_social_care', 'ofsted_state_schools',
         'ofsted_independent_schools', 'gias')),
    name            text,
    line_1          text,
    line_2          text,
    town            text,
    postcode        text,
    type            text,
    state           text NOT NULL
        -- vocabulary: register_state
        CONSTRAINT register_location_state CHECK (state IN
        ('registered', 'dormant', 'suspended', 'not_yet', 'deregistered',
         'missing', 'unknown')),
    registered_on   date,
    ended_on        date,
    places          integer,
    local_authority text,
    organisation    text,
    organisation_id text,
    predecessor_id  text,
    withheld        boolean NOT NULL,
    facts           jsonb NOT NULL DEFAULT '{}',
    source          text NOT NULL
        CONSTRAINT register_location_source CHECK (source IN
        ('file', 'api')), -- vocabulary: register_source
    as_of           date NOT NULL,
    missing_since   date,
    missed          integer NOT NULL DEFAULT 0,
    missed_on       date,
    changed_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT register_location_pkey PRIMARY KEY (regulator, id),
    CONSTRAINT register_location_withheld CHECK (NOT withheld OR
        num_nonnulls(name, line_1, line_2, town, postcode) = 0),
    CONSTRAINT register_location_missing
        CHECK ((state = 'missing') = (missed > 0))
);
CREATE INDEX register_location_set_idx ON register_location (register_set);

-- Every grade that a regulator has published and we have read; never one
-- enum, since the scales of frameworks are not comparable.
CREATE TABLE register_rating (
    regulator      text NOT NULL,
    location_id    text NOT NULL,
    framework      text NOT NULL,
    area           text NOT NULL,
    grade          text NOT NULL
        -- vocabulary: register_grade
        CONSTRAINT register_rating_grade CHECK (grade IN
        ('outstanding', 'exceptional', 'good', 'strong_standard',
         'consistently_strong', 'met', 'expected_standard',
         'requires_improvement', 'needs_attention', 'inconsistent',
         'inadequate', 'urgent_improvement', 'serious_weaknesses',
         'not_met')),
    rated_on       date NOT NULL, -- the day of publication
    inherited      boolean NOT NULL DEFAULT false,
    inherited_from text,
    source         text NOT NULL
        CONSTRAINT register_rating_source CHECK (source IN
        ('file', 'api')), -- vocabulary: register_source
    read_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT register_rating_pkey
        PRIMARY KEY (regulator, location_id, framework, area, rated_on),
    CONSTRAINT register_rating_location_fkey
        FOREIGN KEY (regulator, location_id)
        REFERENCES register_location (regulator, id) ON DELETE CASCADE
);

SELECT protect_tables();

---------------------------------------------------------------- who sees it

-- What is here is published, but it is ours to look up, not to publish again.
GRANT SELECT ON register_import, register_location, register_rating
    TO app_staff;
CREATE POLICY register_import_of_officers ON register_import
    FOR SELECT TO app_staff
    USING ((SELECT me_role()) IN ('lead', 'council', 'auditor'));
CREATE POLICY register_location_of_officers ON register_location
    FOR SELECT TO app_staff
    USING ((SELECT me_role()) IN ('lead', 'council', 'auditor'));
CREATE POLICY register_rating_of_officers ON register_rating
    FOR SELECT TO app_staff
    USING ((SELECT me_role()) IN ('lead', 'council', 'auditor'));

------------------------------------------------------------------- the link

-- An id as its register has it, however somebody wrote it: what register_id()
-- of core/register.c does to those of the files.
CREATE FUNCTION register_key(written text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT regexp_replace(regexp_replace(upper(translate(written,
               U&'\2010\2011\2012\2013\2014\2015\2212\00A0', '------- ')),
           '\s', '', 'g'), '^URN', '')
$$;
CREATE INDEX establishment_register_idx
    ON establishment (register_key(regulator_id))
    WHERE regulator_id IS NOT NULL;
GRANT EXECUTE ON FUNCTION register_key(text) TO app_staff, app_public;

-- The registers in which a home of that regulator may stand: a school's number
-- is one for Ofsted and the DfE.
CREATE FUNCTION register_regulators(scheme text, key text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN scheme IN ('ofsted', 'dfe') AND key ~ '^[0-9]{6}$'
                THEN ARRAY['ofsted', 'dfe']
                ELSE ARRAY[scheme] END
$$;
GRANT EXECUTE ON FUNCTION register_regulators(text, text)
    TO app_staff, app_public;

-------------------------------------------------------- never to the public

-- Whether the register says of a home that it is of a kind that is not told
-- to the public.
CREATE FUNCTION register_withholds(scheme text, written text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    key text := public.register_key(written);
BEGIN
    RETURN EXISTS (
        SELECT FROM public.register_location l
         WHERE l.withheld AND l.id = key
           AND l.regulator
               = ANY (public.register_regulators(scheme, key)));
END $$;
REVOKE EXECUTE ON FUNCTION register_withholds(text, text) FROM PUBLIC;

-- Everything that the public sees of a home hangs on one flag of its
-- accreditations: directory, its searches, the mark. So this is the one place.
CREATE FUNCTION accreditation_withhold() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.listed AND (
           SELECT public.register_withholds(e.regulator_scheme, e.regulator_id)
             FROM public.establishment e WHERE e.id = NEW.establishment_id)
    THEN
        NEW.listed := false;
    END IF;
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION accreditation_withhold() FROM PUBLIC;
CREATE TRIGGER accreditation_withheld BEFORE INSERT OR UPDATE OF listed
    ON accreditation FOR EACH ROW EXECUTE FUNCTION accreditation_withhold();

-- The flag anew, from the category, and without what is withheld.
CREATE FUNCTION establishment_list_anew(home uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE public.accreditation a SET listed = c.listed
      FROM public.category c
     WHERE a.establishment_id = home AND c.id = a.category_id
       AND (a.listed OR c.listed);
END $$;
REVOKE EXECUTE ON FUNCTION establishment_list_anew(uuid) FROM PUBLIC;

CREATE FUNCTION establishment_relink() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM public.establishment_list_anew(NEW.id);
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION establishment_relink() FROM PUBLIC;
CREATE TRIGGER establishment_relinked
    AFTER UPDATE OF regulator_scheme, regulator_id ON establishment
    FOR EACH ROW WHEN ((OLD.regulator_scheme, OLD.regulator_id)
        IS DISTINCT FROM (NEW.regulator_scheme, NEW.regulator_id))
    EXECUTE FUNCTION establishment_relink();

CREATE FUNCTION register_relist() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM public.establishment_list_anew(e.id)
       FROM public.establishment e
      WHERE public.register_key(e.regulator_id) = NEW.id
        AND NEW.regulator = ANY (
            public.register_regulators(e.regulator_scheme, NEW.id));
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION register_relist() FROM PUBLIC;
CREATE TRIGGER register_location_new AFTER INSERT ON register_location
    FOR EACH ROW WHEN (NEW.withheld) EXECUTE FUNCTION register_relist();
CREATE TRIGGER register_location_relist AFTER UPDATE ON register_location
    FOR EACH ROW WHEN (OLD.withheld <> NEW.withheld)
    EXECUTE FUNCTION register_relist();

------------------------------------------------------------------ the import

CREATE TYPE register_staged AS (
    id text, name text, line_1 text, line_2 text, town text, postcode text,
    type text, state text, registered_on date, ended_on date, places integer,
    local_authority text, organisation text, organisation_id text,
    predecessor_id text, withheld boolean, facts jsonb, ratings jsonb
);

-- One place, as a register tells of it. 'added', 'changed' or 'same'; what is
-- older than what we know changes nothing but the history of ratings.
CREATE FUNCTION register_store(set_name text, of_regulator text,
    from_source text, day date, s register_staged) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    outcome text := 'same';
    known register_location;
    rated bigint;
BEGIN
    SELECT * INTO known FROM register_location l
     WHERE l.regulator = of_regulator AND l.id = s.id FOR UPDATE;
    IF known.id IS NULL THEN
        INSERT INTO register_location (regulator, id, register_set, name,
            line_1, line_2, town, postcode, type, state, registered_on,
            ended_on, places, local_authority, organisation,
            organisation_id, predecessor_id, withheld, facts, source, as_of)
        VALUES (of_regulator, s.id, set_name, s.name, s.line_1, s.line_2,
            s.town, s.postcode, s.type, s.state, s.registered_on, s.ended_on,
            s.places, s.local_authority, s.organisation, s.organisation_id,
            s.predecessor_id, s.withheld, s.facts, from_source, day);
        outcome := 'added';
    ELSIF known.as_of <= day THEN
        IF (known.register_set, known.name, known.line_1, known.line_2,
            known.town, known.postcode, known.type, known.state,
            known.registered_on, known.ended_on, known.places,
            known.local_authority, known.organisation,
            known.organisation_id, known.withheld, known.facts)
           IS DISTINCT FROM
           (set_name, s.name, s.line_1, s.line_2, s.town, s.postcode, s.type,
            s.state, s.registered_on, s.ended_on, s.places,
            s.local_authority, s.organisation, s.organisation_id, s.withheld,
            s.facts)
        THEN
            outcome := 'changed';
        END IF;
        UPDATE register_location l
           SET register_set = set_name, name = s.name, line_1 = s.line_1,
               line_2 = s.line_2, town = s.town, postcode = s.postcode,
               type = s.type, state = s.state,
               registered_on = s.registered_on, ended_on = s.ended_on,
               places = s.places, local_authority = s.local_authority,
               organisation = s.organisation,
               organisation_id = s.organisation_id,
               predecessor_id = coalesce(s.predecessor_id, l.predecessor_id),
               withheld = s.withheld, facts = s.facts, source = from_source,
               as_of = day, missing_since = NULL, missed = 0,
               missed_on = NULL,
               changed_at = CASE outcome WHEN 'changed'
                                THEN clock_timestamp() ELSE l.changed_at END
         WHERE l.regulator = of_regulator AND l.id = s.id
           AND (outcome = 'changed' OR l.as_of < day);
    END IF;
    INSERT INTO register_rating AS k (regulator, location_id, framework, area,
        grade, rated_on, inherited, inherited_from, source)
    SELECT of_regulator, s.id, r.framework, r.area, r.grade, r.rated_on,
           coalesce(r.inherited, false), r.inherited_from, from_source
      FROM jsonb_to_recordset(s.ratings) AS r (framework text, area text,
               grade text, rated_on date, inherited boolean,
               inherited_from text)
        ON CONFLICT (regulator, location_id, framework, area, rated_on)
        DO UPDATE SET grade = excluded.grade, inherited = excluded.inherited,
               inherited_from = coalesce(excluded.inherited_from,
                                         k.inherited_from),
               source = excluded.source, read_at = clock_timestamp()
         WHERE (k.grade, k.inherited)
               IS DISTINCT FROM (excluded.grade, excluded.inherited);
    GET DIAGNOSTICS rated = ROW_COUNT;
    RETURN CASE WHEN outcome = 'same' AND rated > 0 THEN 'changed'
                ELSE outcome END;
END $$;

-- Takes over register_staging, a temporary table of the session. Places that
-- are missing in a list of all there are, are marked; not twice for one day.
CREATE FUNCTION register_merge(set_name text, of_regulator text,
    lists_all boolean, day date, of_file text, digest text, many bigint,
    shrunk boolean, OUT added bigint, OUT changed bigint, OUT same bigint,
    OUT missing bigint, OUT lost bigint)
LANGUAGE plpgsql AS $$
DECLARE
    known bigint;
    newest date;
    here bigint;
    run uuid;
    s register_staged;
    outcome text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('register ' || set_name,
                                                   0));
    SELECT max(i.as_of) INTO newest FROM register_import i
     WHERE i.register_set = set_name AND i.source = 'file';
    IF day < newest THEN
        RAISE EXCEPTION 'this file is of %; one of % has been imported', day,
            newest;
    END IF;
    IF day > london_day() THEN
        RAISE EXCEPTION 'this file is of %, which is yet to come', day;
    END IF;
    SELECT count(*) INTO known FROM register_location l
     WHERE l.register_set = set_name AND l.state <> 'deregistered';
    SELECT count(DISTINCT g.id) INTO here FROM register_staging g;
    IF lists_all AND here * 2 < known AND NOT shrunk THEN
        RAISE EXCEPTION 'this file has % places where % are known: is it'
            ' whole? --shrunk says that it is', here, known;
    END IF;
    CREATE INDEX ON register_staging (id);
    added := 0; changed := 0; same := 0;
    FOR s IN SELECT DISTINCT ON (g.id) g.id, g.name, g.line_1, g.line_2,
                    g.town, g.postcode, g.type, g.state, g.registered_on,
                    g.ended_on, g.places, g.local_authority, g.organisation,
                    g.organisation_id, g.predecessor_id, g.withheld, g.facts,
                    g.ratings
               FROM register_staging g
              WHERE g.id IS NOT NULL
              ORDER BY g.id, g.line
    LOOP
        outcome := register_store(set_name, of_regulator, 'file', day, s);
        added := added + (outcome = 'added')::integer;
        changed := changed + (outcome = 'changed')::integer;
        same := same + (outcome = 'same')::integer;
    END LOOP;
    missing := 0; lost := 0;
    IF lists_all THEN
        WITH gone AS (
            UPDATE register_location l
               SET state = 'missing', missed = l.missed + 1, missed_on = day,
                   missing_since = coalesce(l.missing_since, day),
                   changed_at = clock_timestamp()
             WHERE l.register_set = set_name AND l.state <> 'deregistered'
               AND l.as_of < day
               AND coalesce(l.missed_on, '-infinity') < day
               AND NOT EXISTS (SELECT FROM register_staging g
                                WHERE g.id = l.id)
            RETURNING l.missed)
        SELECT count(*), count(*) FILTER (WHERE g.missed = 2)
          INTO missing, lost FROM gone g;
    END IF;
    INSERT INTO register_import (register_set, source, as_of, file_name,
        sha256, rows_read, added, changed, missing, faults)
    SELECT set_name, 'file', day, of_file, digest, many, m.a, m.c, m.m,
           (SELECT count(*) FROM register_staging g WHERE g.fault IS NOT NULL)
      FROM (SELECT register_merge.added, register_merge.changed,
                   register_merge.missing) AS m (a, c, m)
        ON CONFLICT (register_set, sha256, as_of) WHERE source = 'file'
        DO NOTHING
    RETURNING id INTO run;
    INSERT INTO register_fault (import_id, line, fault)
    SELECT run, g.line, g.fault FROM register_staging g
     WHERE run IS NOT NULL AND g.fault IS NOT NULL
     ORDER BY g.line LIMIT 1000;
    PERFORM register_tell_homes(of_regulator, NULL);
END $$;
REVOKE EXECUTE ON FUNCTION register_store(text, text, text, date,
    register_staged), register_merge(text, text, boolean, date, text, text,
    bigint, boolean) FROM PUBLIC;

------------------------------------------------------- what our homes learn

-- What the registers say about a home becomes facts about it, by which its
-- accreditations are judged at once (0022): of each inspectorate the grades of
-- its newest framework, and whether it is registered. What is known already
-- takes no lock and makes no event. Registration ends on the day that the
-- register names, and not before what was known last.
CREATE FUNCTION register_tell(home uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    key text;
    whose text[];
    k public.register_rating;
    l public.register_location;
    last public.establishment_registration;
    wanted text;
    body text;
BEGIN
    SELECT public.register_key(e.regulator_id),
           public.register_regulators(e.regulator_scheme,
               public.register_key(e.regulator_id))
      INTO key, whose
      FROM public.establishment e WHERE e.id = home;
    FOR k IN
        SELECT DISTINCT ON (g.regulator, g.area) g.*
          FROM public.register_rating g
          JOIN (SELECT DISTINCT ON (f.regulator) f.regulator, f.framework
                  FROM public.register_rating f
                 WHERE f.location_id = key AND f.regulator = ANY (whose)
                 ORDER BY f.regulator, f.rated_on DESC, f.framework) AS newest
            ON newest.regulator = g.regulator
           AND newest.framework = g.framework
         WHERE g.location_id = key
         ORDER BY g.regulator, g.area, g.rated_on DESC
    LOOP
        IF NOT EXISTS (
            SELECT FROM public.establishment_rating r
             WHERE r.establishment_id = home AND r.regulator = k.regulator
               AND r.framework = k.framework AND r.area = k.area
               AND r.given_on = k.rated_on AND r.grade = k.grade)
        THEN
            PERFORM public.rating_record(home, k.regulator, k.framework,
                k.area, k.grade, k.rated_on, key);
        END IF;
    END LOOP;
    FOR l IN
        SELECT * FROM public.register_location p
         WHERE p.id = key AND p.regulator = ANY (whose)
         ORDER BY p.regulator
    LOOP
        wanted := CASE
            WHEN l.state IN ('deregistered', 'suspended') OR l.missed >= 2
                THEN 'lapsed'
            WHEN l.state IN ('registered', 'dormant') THEN 'registered' END;
        -- A school is registered by the DfE, for Ofsted's purposes too.
        FOREACH body IN ARRAY CASE l.regulator WHEN 'dfe' THEN whose
                                   ELSE ARRAY[l.regulator] END LOOP
            SELECT * INTO last FROM public.establishment_registration r
             WHERE r.establishment_id = home AND r.regulator = body
             ORDER BY r.from_on DESC, r.recorded_at DESC, r.id DESC LIMIT 1;
            IF wanted <> coalesce(last.state, 'registered') THEN
                PERFORM public.registration_record(home, body, wanted,
                    greatest(last.from_on, CASE
                        WHEN wanted = 'registered' THEN l.as_of
                        WHEN l.ended_on <= l.as_of THEN l.ended_on
                        ELSE coalesce(l.missing_since, l.as_of) END), key);
            END IF;
        END LOOP;
    END LOOP;
END $$;
REVOKE EXECUTE ON FUNCTION register_tell(uuid) FROM PUBLIC;

-- The same for every home of that regulator's, or that one place's.
CREATE FUNCTION register_tell_homes(of_regulator text, only_id text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    home uuid;
BEGIN
    FOR home IN
        SELECT e.id FROM public.establishment e
         WHERE e.regulator_id IS NOT NULL
           AND (only_id IS NULL
                OR public.register_key(e.regulator_id) = only_id)
           AND of_regulator = ANY (public.register_regulators(
                   e.regulator_scheme, public.register_key(e.regulator_id)))
         ORDER BY e.id
    LOOP
        PERFORM public.register_tell(home);
    END LOOP;
END $$;
REVOKE EXECUTE ON FUNCTION register_tell_homes(text, text) FROM PUBLIC;

-- A home that names its number learns at once what is known of it.
CREATE FUNCTION establishment_learn() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM public.register_tell(NEW.id);
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION establishment_learn() FROM PUBLIC;
CREATE TRIGGER establishment_learns
    AFTER INSERT OR UPDATE OF regulator_scheme, regulator_id ON establishment
    FOR EACH ROW WHEN (NEW.regulator_id IS NOT NULL)
    EXECUTE FUNCTION establishment_learn();

----------------------------------------------------------- what it comes to

-- What the registers say about a home's registration: 'lost' when one of them
-- says so itself, or has suspended it, or has not listed it twice; 'review'
-- when something has to be looked at; 'good'; NULL where they say nothing. One missing list is not
-- enough to stop a home: files are torn, and places are late in them.
CREATE FUNCTION register_standing(scheme text, written text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    key text := public.register_key(written);
    standing text;
BEGIN
    SELECT CASE
           WHEN bool_or(l.state IN ('deregistered', 'suspended')
                        OR l.missed >= 2) THEN 'lost'
           WHEN bool_or(l.state IN ('missing', 'dormant', 'not_yet'))
               THEN 'review'
           WHEN bool_or(l.state = 'registered') THEN 'good'
           END
      INTO standing
      FROM public.register_location l
     WHERE l.id = key
       AND l.regulator = ANY (public.register_regulators(scheme, key));
    RETURN standing;
END $$;
REVOKE EXECUTE ON FUNCTION register_standing(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION register_standing(text, text) TO app_staff;

CREATE VIEW register_location_shown WITH (security_invoker) AS
SELECT l.regulator, l.id, json_build_object(
           'regulator', l.regulator,
           'id', l.id,
           'register_set', l.register_set,
           'name', l.name,
           'address', CASE WHEN coalesce(l.line_1, l.town, l.postcode)
                                IS NOT NULL
               THEN json_build_object('line_1', l.line_1, 'line_2', l.line_2,
                        'town', l.town, 'postcode', l.postcode) END,
           'type', l.type,
           'state', l.state,
           'registered_on', l.registered_on,
           'ended_on', l.ended_on,
           'missing_since', l.missing_since,
           'standing', coalesce(register_standing(l.regulator, l.id),
                                'unknown'),
           'places', l.places,
           'local_authority', l.local_authority,
           'organisation', l.organisation,
           'organisation_id', l.organisation_id,
           'predecessor_id', l.predecessor_id,
           'withheld', l.withheld,
           'facts', l.facts,
           'ratings', coalesce((
               SELECT json_agg(json_build_object(
                          'framework', r.framework,
                          'area', r.area,
                          'grade', r.grade,
                          'rated_on', r.rated_on,
                          'inherited', r.inherited,
                          'inherited_from', r.inherited_from,
                          'source', r.source)
                      ORDER BY r.rated_on DESC, r.framework, r.area)
                 FROM register_rating r
                WHERE r.regulator = l.regulator AND r.location_id = l.id),
               '[]'),
           'source', l.source,
           'as_of', l.as_of) AS body
  FROM register_location l;
GRANT SELECT ON register_location_shown TO app_staff;
