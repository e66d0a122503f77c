-- What an entry shows its lead ends with it (0020, 0030). Until now a lead saw
-- whatever a provider brought later, for ever, once an entry had been
-- withdrawn or had lapsed (only a decision counted as an end) or the
-- accreditation had ended; and new bytes of a document that was announced
-- before the end. A document is as new as its bytes.

ALTER TABLE entry ADD COLUMN ended_at timestamptz; -- withdrawn or lapsed
UPDATE entry e SET ended_at = coalesce(p.ended_at, now_utc())
  FROM application p
 WHERE p.id = e.application_id AND e.state IN ('withdrawn', 'lapsed');

-- Whoever ends it, and why, it has ended now.
CREATE FUNCTION entry_ends() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.ended_at := now_utc();
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION entry_ends() FROM PUBLIC;
CREATE TRIGGER entry_ends BEFORE UPDATE ON entry FOR EACH ROW
    WHEN (NEW.state <> OLD.state AND NEW.state IN ('withdrawn', 'lapsed'))
    EXECUTE FUNCTION entry_ends();

-- Until when an entry shows its lead what its provider has: while it is under
-- way, or its accreditation has not ended, for ever. Whoever was refused, has
-- withdrawn or has left has shown what there was until then, and no more.
CREATE FUNCTION entry_shows_until(e entry) RETURNS timestamptz
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN CASE
           WHEN e.state = 'draft' THEN '-infinity'
           WHEN e.state = 'accredited' THEN coalesce(
               (SELECT a.changed_at FROM public.accreditation a
                 WHERE a.entry_id = e.id
                   AND a.state IN ('removed', 'withdrawn')), 'infinity')
           WHEN e.state = 'refused' THEN coalesce(e.decided_at, '-infinity')
           WHEN e.state IN ('withdrawn', 'lapsed')
               THEN coalesce(e.ended_at, '-infinity')
           ELSE 'infinity' END;
END $$;
GRANT EXECUTE ON FUNCTION entry_shows_until(entry) TO app_staff;

DROP POLICY document_shown_to ON document;
CREATE POLICY document_shown_to ON document FOR SELECT TO app_staff
    USING ((SELECT me_role()) IN ('lead', 'auditor')
           AND (SELECT true FROM entry e
                 WHERE e.provider_id = document.provider_id
                   AND e.lead_id = (SELECT me_org())
                   AND (document.establishment_id IS NULL
                        OR e.establishment_id = document.establishment_id)
                   AND greatest(document.created_at, document.uploaded_at)
                       <= entry_shows_until(e)
                 LIMIT 1));

-- As before, to the leads that are shown what is new of it; and in PL/pgSQL,
-- like all that has its owner's rights.
CREATE OR REPLACE FUNCTION document_tell(document uuid, type text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    WITH told AS (
        INSERT INTO public.event (type, subject_id)
        VALUES (document_tell.type, document_tell.document)
        RETURNING id, xid)
    INSERT INTO public.event_reader (organisation_id, xid, event_id)
    SELECT r.reader, t.xid, t.id
      FROM told t, (
           SELECT d.provider_id AS reader FROM public.document d
            WHERE d.id = document_tell.document
           UNION
           SELECT e.lead_id FROM public.entry e
             JOIN public.document d ON d.id = document_tell.document
            WHERE e.provider_id = d.provider_id
              AND (d.establishment_id IS NULL
                   OR e.establishment_id = d.establishment_id)
              AND public.entry_shows_until(e) = 'infinity') AS r;
END $$;
