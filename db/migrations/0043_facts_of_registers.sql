-- What a register says does not overrule what a lead has found out since, is
-- told once, and is asked for until it is known. It was overruled by older
-- readings, even by those of months ago when a provider changed the number of
-- its vacancies; a registration that was known already was told again at each
-- import; and a place that could not be read five times was never asked for
-- again, though it may have been our key that was no good.

-- As in 0022, and no event for a row that was there.
CREATE OR REPLACE FUNCTION registration_record(home uuid, regulator text,
    state text, from_on date, source_reference text)
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
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    PERFORM public.happened('establishment.registration_changed', home,
        public.home_audience(home));
    RETURN true;
END $$;

-- They were granted to a role that never had a use for them: register_tell()
-- calls them, with its owner's rights.
REVOKE EXECUTE ON FUNCTION
    rating_record(uuid, text, text, text, text, date, text),
    registration_record(uuid, text, text, date, text) FROM PUBLIC, app_jobs;

-- As in 0024; what a lead has recorded last is overruled by a later reading
-- only.
CREATE OR REPLACE FUNCTION register_tell(home uuid) RETURNS void
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
            IF wanted <> coalesce(last.state, 'registered')
               AND (last.source IS DISTINCT FROM 'lead' OR l.as_of > greatest(
                       last.from_on, public.london_day(last.recorded_at)))
            THEN
                PERFORM public.registration_record(home, body, wanted,
                    greatest(last.from_on, CASE
                        WHEN wanted = 'registered' THEN l.as_of
                        WHEN l.ended_on <= l.as_of THEN l.ended_on
                        ELSE coalesce(l.missing_since, l.as_of) END), key);
            END IF;
        END LOOP;
    END LOOP;
END $$;

-- A home learns what is known of its number when it names another one, and not
-- whenever it is changed.
DROP TRIGGER establishment_learns ON establishment;
CREATE TRIGGER establishment_learns_new AFTER INSERT ON establishment
    FOR EACH ROW WHEN (NEW.regulator_id IS NOT NULL)
    EXECUTE FUNCTION establishment_learn();
CREATE TRIGGER establishment_learns
    AFTER UPDATE OF regulator_scheme, regulator_id ON establishment
    FOR EACH ROW WHEN (NEW.regulator_id IS NOT NULL
        AND (OLD.regulator_scheme, OLD.regulator_id)
            IS DISTINCT FROM (NEW.regulator_scheme, NEW.regulator_id))
    EXECUTE FUNCTION establishment_learn();

-- As in 0024, and a home is locked before its accreditations, as everywhere
-- (see home_judge()); several in the order of their ids.
CREATE OR REPLACE FUNCTION establishment_list_anew(home uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM FROM public.establishment e WHERE e.id = home
        FOR NO KEY UPDATE;
    UPDATE public.accreditation a SET listed = c.listed
      FROM public.category c
     WHERE a.establishment_id = home AND c.id = a.category_id
       AND (a.listed OR c.listed);
END $$;

CREATE OR REPLACE FUNCTION register_relist() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM public.establishment_list_anew(h.id)
       FROM (SELECT e.id FROM public.establishment e
              WHERE public.register_key(e.regulator_id) = NEW.id
                AND NEW.regulator = ANY (
                    public.register_regulators(e.regulator_scheme, NEW.id))
              ORDER BY e.id) AS h;
    RETURN NULL;
END $$;

-- No use at this time: a place is tried again after an hour, then two, and so
-- on up to a day, for ever, since the fault may be none of the place's (a key
-- that was revoked); the changes (no id) after five minutes.
CREATE OR REPLACE FUNCTION register_failed(of_id text, fault text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF of_id IS NULL THEN
        UPDATE public.register_round
           SET not_before = clock_timestamp() + interval '5 minutes';
    ELSE
        UPDATE public.register_queue q
           SET attempts = q.attempts + 1, not_before = clock_timestamp()
                   + least(q.attempts + 1, 24) * interval '1 hour'
         WHERE q.regulator = 'cqc' AND q.id = of_id;
    END IF;
    PERFORM public.register_note(of_id, ARRAY[fault]);
END $$;
