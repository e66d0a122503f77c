-- What is done with documents without anybody asking (0030), so that one file
-- does not keep the others waiting, and that what happens each second costs
-- next to nothing when there is nothing to do.

-- The leash on a document was a minute, and the scanner is waited for for two:
-- a file on which it hung was taken first again each time.
-- The documents that wait longest for the scanner, taken for longer than it is
-- waited for: should the process that took them die, another one takes them
-- then. One that was taken before and is still here may keep the scanner from
-- answering, and comes after all that were not. Those that came while there
-- was no scanner are scanned as well.
CREATE OR REPLACE FUNCTION documents_to_scan(many integer)
RETURNS TABLE (id uuid, content_id uuid, content_key text, bytes bigint)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN QUERY
    UPDATE public.document d
       SET scan_taken_until = clock_timestamp() + interval '5 minutes'
     WHERE d.id = ANY (ARRAY(
           SELECT w.id FROM public.document w
            WHERE w.scan IN ('none', 'waiting') AND w.content_id IS NOT NULL
              AND w.deleted_at IS NULL
              AND coalesce(w.scan_taken_until, '-infinity')
                  < clock_timestamp()
            ORDER BY w.scan_taken_until NULLS FIRST, w.scan = 'none',
                     w.uploaded_at
            LIMIT many FOR UPDATE SKIP LOCKED))
    RETURNING d.id, d.content_id, d.content_key, d.bytes;
END $$;

-- As before, and new bytes do not wait for the old ones to be scanned.
CREATE OR REPLACE FUNCTION document_keeps() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF public.me_org() IS NULL THEN
        RETURN NEW; -- fairlot documents, the owner
    END IF;
    IF OLD.deleted_at IS NOT NULL
       OR NEW.scan NOT IN ('none', 'waiting') AND NEW.scan <> OLD.scan
       OR NEW.content_id IS NOT DISTINCT FROM OLD.content_id
          AND (NEW.scan <> OLD.scan
               OR NEW.sha256 IS DISTINCT FROM OLD.sha256)
       OR (NEW.deleted_at IS NOT NULL
           OR NEW.content_id IS DISTINCT FROM OLD.content_id)
          AND EXISTS (SELECT FROM public.document_verification v
                       WHERE v.document_id = OLD.id) THEN
        RAISE EXCEPTION 'a document that was looked at stays as it is'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF OLD.content_id IS NOT NULL
       AND NEW.content_id IS DISTINCT FROM OLD.content_id THEN
        INSERT INTO public.document_waste (content_id)
        VALUES (OLD.content_id) ON CONFLICT DO NOTHING;
    END IF;
    IF NEW.content_id IS DISTINCT FROM OLD.content_id THEN
        NEW.scan_taken_until := NULL;
    END IF;
    RETURN NEW;
END $$;

-- Asked each second where there is no scanner.
CREATE INDEX document_waiting_idx ON document (uploaded_at)
    WHERE scan = 'waiting';
CREATE OR REPLACE FUNCTION documents_unscanned() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    freed bigint;
BEGIN
    UPDATE public.document SET scan = 'none' WHERE scan = 'waiting';
    GET DIAGNOSTICS freed = ROW_COUNT;
    RETURN freed;
END $$;

-- As before; what has been told to its last step is not looked at again.
CREATE OR REPLACE FUNCTION documents_warn(many integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    today date := public.london_day();
    due record;
    n bigint := 0;
BEGIN
    FOR due IN
        SELECT d.id, s.steps
          FROM public.document d
          JOIN public.document_rule r ON r.kind = d.kind
         CROSS JOIN LATERAL (
               SELECT array_agg(v.step ORDER BY v.place) AS steps
                 FROM (VALUES
                      (1, 'document.expires_within_sixty_days',
                       d.expires_on - today <= 60),
                      (2, 'document.expires_within_thirty_days',
                       d.expires_on - today <= 30),
                      (3, 'document.expires_within_seven_days',
                       d.expires_on - today <= 7),
                      (4, 'document.expired', today > d.expires_on),
                      (5, 'document.grace_ended', today > d.expires_on
                       AND today > public.grace_ends_on(d.expires_on,
                                       r.grace_working_days)))
                      AS v (place, step, reached)
                WHERE v.reached
                  AND NOT EXISTS (
                      SELECT FROM public.document_warning w
                       WHERE w.document_id = d.id AND w.step = v.step)) AS s
         WHERE d.expires_on <= today + 60
           AND d.deleted_at IS NULL AND d.content_id IS NOT NULL
           AND d.replaced_at IS NULL AND d.scan <> 'infected'
           AND NOT EXISTS (SELECT FROM public.document_warning w
                            WHERE w.document_id = d.id
                              AND w.step = 'document.grace_ended')
           AND s.steps IS NOT NULL
         ORDER BY d.expires_on
         LIMIT many
           FOR UPDATE OF d SKIP LOCKED
    LOOP
        INSERT INTO public.document_warning (document_id, step, told)
        SELECT due.id, u.step, u.n = cardinality(due.steps)
          FROM unnest(due.steps) WITH ORDINALITY AS u (step, n)
            ON CONFLICT DO NOTHING;
        PERFORM public.document_tell(due.id,
                                     due.steps[cardinality(due.steps)]);
        n := n + 1;
    END LOOP;
    RETURN n;
END $$;

-- The files: as before, in PL/pgSQL.
CREATE OR REPLACE FUNCTION documents_waste(many integer) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT w.content_id FROM public.document_waste w ORDER BY w.at LIMIT many;
END $$;

CREATE OR REPLACE FUNCTION document_wasted(content uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    DELETE FROM public.document_waste w WHERE w.content_id = content;
END $$;

CREATE OR REPLACE FUNCTION document_has(content uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM public.document d
                    WHERE d.content_id = content);
END $$;
