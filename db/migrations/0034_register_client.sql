-- The CQC's API: what has changed since the last time, place by place (R036;
-- ADR 23). A process of its own asks (`fairlot registers`), as a role that can
-- call five functions and read no table. Where it has got to is here, so it
-- goes on from there whenever and however it has ended. All times here are
-- real time.

GRANT USAGE ON SCHEMA public TO app_registers;

-- The round under way: changes from since (inclusive) to until (exclusive),
-- page by page. No page: the next round begins at due_at.
CREATE TABLE register_round (
    regulator  text NOT NULL
        -- vocabulary: regulator but ofsted dfe none
        CONSTRAINT register_round_regulator CHECK (regulator IN ('cqc')),
    since      timestamptz NOT NULL,
    until      timestamptz NOT NULL,
    page       integer,
    due_at     timestamptz NOT NULL,
    not_before timestamptz NOT NULL DEFAULT '-infinity',
    import_id  uuid,
    CONSTRAINT register_round_pkey PRIMARY KEY (regulator),
    CONSTRAINT register_round_import_fkey FOREIGN KEY (import_id)
        REFERENCES register_import (id),
    CONSTRAINT register_round_has_page CHECK (page > 0)
);

-- The places that are to be asked about.
CREATE TABLE register_queue (
    regulator  text NOT NULL,
    id         text NOT NULL,
    attempts   integer NOT NULL DEFAULT 0,
    not_before timestamptz NOT NULL DEFAULT '-infinity',
    queued_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT register_queue_pkey PRIMARY KEY (regulator, id),
    CONSTRAINT register_queue_round_fkey FOREIGN KEY (regulator)
        REFERENCES register_round (regulator)
);
CREATE INDEX register_queue_due_idx ON register_queue (not_before, queued_at);

SELECT protect_tables();

-- What is to be done next: 'changes' (a page of them), 'location' (one place),
-- or 'wait' for so many seconds.
CREATE FUNCTION register_task(hours integer, OUT what text, OUT id text,
    OUT since text, OUT until text, OUT page integer, OUT seconds integer)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    r public.register_round;
BEGIN
    -- The first time, a month: whatever the last published list lacks.
    INSERT INTO public.register_round (regulator, since, until, due_at)
    VALUES ('cqc', date_trunc('second', moment) - interval '30 days',
            date_trunc('second', moment) - interval '30 days', moment)
        ON CONFLICT DO NOTHING;
    SELECT * INTO r FROM public.register_round FOR UPDATE;
    IF r.page IS NULL AND r.due_at <= moment THEN
        INSERT INTO public.register_import (register_set, source, as_of)
        VALUES ('cqc_locations', 'api',
                london_day(moment))
        RETURNING register_import.id INTO r.import_id;
        UPDATE public.register_round u
           SET since = r.until, until = date_trunc('second', moment),
               page = 1, import_id = r.import_id,
               due_at = moment + hours * interval '1 hour'
        RETURNING * INTO r;
        -- And places that our homes name and no list has.
        INSERT INTO public.register_queue (regulator, id)
        SELECT DISTINCT 'cqc', public.register_key(e.regulator_id)
          FROM public.establishment e
         WHERE e.regulator_scheme = 'cqc'
           AND public.register_key(e.regulator_id)
               ~ '^(?=.*[0-9])[0-9A-Z][0-9A-Z-]{2,31}$'
           AND NOT EXISTS (
               SELECT FROM public.register_location l
                WHERE l.regulator = 'cqc'
                  AND l.id = public.register_key(e.regulator_id))
            ON CONFLICT DO NOTHING;
    END IF;
    IF r.page IS NOT NULL AND r.not_before <= moment THEN
        what := 'changes';
        since := to_char(r.since AT TIME ZONE 'UTC',
                         'YYYY-MM-DD"T"HH24:MI:SS"Z"');
        until := to_char(r.until AT TIME ZONE 'UTC',
                         'YYYY-MM-DD"T"HH24:MI:SS"Z"');
        page := r.page;
        RETURN;
    END IF;
    SELECT 'location', q.id INTO what, register_task.id
      FROM public.register_queue q
     WHERE q.not_before <= moment
     ORDER BY q.not_before, q.queued_at, q.id LIMIT 1;
    IF what IS NULL THEN
        what := 'wait';
        seconds := greatest(1, least(60, ceil(extract(epoch FROM
            least(CASE WHEN r.page IS NULL THEN r.due_at ELSE r.not_before END,
                  (SELECT min(q.not_before) FROM public.register_queue q))
            - moment))));
    END IF;
END $$;

-- A page of changes has been read; the last one ends the reading. Ids that are
-- told again are asked about once.
CREATE FUNCTION register_changes(of_page integer, pages integer, ids text[])
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM FROM public.register_round r WHERE r.page = of_page FOR UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    INSERT INTO public.register_queue (regulator, id)
    SELECT DISTINCT 'cqc', i FROM unnest(ids) AS i
        ON CONFLICT (regulator, id) DO UPDATE
       SET attempts = 0, not_before = '-infinity';
    UPDATE public.register_round
       SET page = CASE WHEN of_page < pages THEN of_page + 1 END,
           not_before = '-infinity';
END $$;

-- What could not be understood, or not be had. Of the first thousand faults of
-- a round the words are kept.
CREATE FUNCTION register_note(of_id text, faults text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    run uuid := (SELECT r.import_id FROM public.register_round r);
BEGIN
    UPDATE public.register_import i
       SET faults = i.faults + coalesce(cardinality(register_note.faults), 0)
     WHERE i.id = run AND i.faults < 1000;
    IF FOUND THEN
        INSERT INTO public.register_fault (import_id, id, fault)
        SELECT run, of_id, left(f, 300) FROM unnest(faults) AS f
         WHERE run IS NOT NULL;
    END IF;
END $$;

-- The place, as the API tells of it today. The owner's name, which it does not
-- tell, stays as it is while the owner does.
CREATE FUNCTION register_found(of_id text, place jsonb, faults text[])
RETURNS text LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    s public.register_staged
        := jsonb_populate_record(NULL::public.register_staged, place);
    outcome text;
BEGIN
    IF s.id IS DISTINCT FROM of_id THEN
        RAISE EXCEPTION 'another place was asked for';
    END IF;
    SELECT l.organisation INTO s.organisation
      FROM public.register_location l
     WHERE l.regulator = 'cqc' AND l.id = of_id
       AND l.organisation_id = s.organisation_id;
    outcome := public.register_store('cqc_locations', 'cqc', 'api',
        london_day(clock_timestamp()), s);
    DELETE FROM public.register_queue q
     WHERE q.regulator = 'cqc' AND q.id = of_id;
    UPDATE public.register_import i
       SET rows_read = i.rows_read + 1,
           added = i.added + (outcome = 'added')::integer,
           changed = i.changed + (outcome = 'changed')::integer
     WHERE i.id = (SELECT r.import_id FROM public.register_round r);
    PERFORM public.register_note(of_id, faults);
    PERFORM public.register_tell_homes('cqc', of_id);
    RETURN outcome;
END $$;

-- A place that the list of changes named and that there is not: so they are.
CREATE FUNCTION register_gone(of_id text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    DELETE FROM public.register_queue q
     WHERE q.regulator = 'cqc' AND q.id = of_id;
    UPDATE public.register_import i SET rows_read = i.rows_read + 1
     WHERE i.id = (SELECT r.import_id FROM public.register_round r);
END $$;

-- No use at this time: a place is tried again after an hour, then two, and is
-- given up after five times; the changes (no id) after five minutes, for ever.
CREATE FUNCTION register_failed(of_id text, fault text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF of_id IS NULL THEN
        UPDATE public.register_round
           SET not_before = clock_timestamp() + interval '5 minutes';
    ELSE
        DELETE FROM public.register_queue q
         WHERE q.regulator = 'cqc' AND q.id = of_id AND q.attempts >= 4;
        UPDATE public.register_queue q
           SET attempts = q.attempts + 1, not_before = clock_timestamp()
                   + (q.attempts + 1) * interval '1 hour'
         WHERE q.regulator = 'cqc' AND q.id = of_id;
    END IF;
    PERFORM public.register_note(of_id, ARRAY[fault]);
END $$;

REVOKE EXECUTE ON FUNCTION register_task(integer),
    register_changes(integer, integer, text[]), register_note(text, text[]),
    register_found(text, jsonb, text[]), register_gone(text),
    register_failed(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION register_task(integer),
    register_changes(integer, integer, text[]),
    register_found(text, jsonb, text[]), register_gone(text),
    register_failed(text, text), is_sandbox() TO app_registers;
