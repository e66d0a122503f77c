-- What is done with documents without anybody asking: scanning, warning,
-- deleting, sweeping (docs/adr/0019). `fairlot jobs` warns and deletes;
-- `fairlot documents`, which it starts, is the one that touches files.

-- A document that somebody was shown is written down like a referral.
ALTER TABLE access_log ALTER COLUMN referral_id DROP NOT NULL,
    ALTER COLUMN council_id DROP NOT NULL;
DROP POLICY access_log_seen ON access_log;
CREATE POLICY access_log_seen ON access_log FOR SELECT TO app_staff
    USING (((council_id = (SELECT me_org()) AND (SELECT i_place()))
            OR (lead_id = (SELECT me_org()) AND (SELECT i_audit())))
           AND (referral_id IS NULL
                OR organisation_id IN (council_id, lead_id)
                OR EXISTS (SELECT FROM referral r
                            WHERE r.id = referral_id
                              AND r.opened_at IS NOT NULL)));

-- As before, and the keys of documents: `fairlot text reseal` seals them anew,
-- and no file has to be written again.
CREATE OR REPLACE FUNCTION personal_places() RETURNS TABLE (field text,
    tab text, stored text, place text, change text)
LANGUAGE sql IMMUTABLE AS $$
    VALUES
    ('referral.portrait', 'referral_portrait', 'portrait',
     'referral_id', 'portrait = $2'),
    ('referral.ended_reason', 'referral', 'ended_reason', 'id',
     'ended_reason = $2'),
    ('identifier_override.reason', 'identifier_override', 'reason',
     'referral_id', 'reason = $2'),
    ('identifier_override.sha256', 'identifier_override', 'sha256',
     'referral_id', 'sha256 = $2'),
    ('refusal.note', 'refusal', 'note',
     'referral_id || ''/'' || establishment_id', 'note = $2'),
    ('bid_opened.statement', 'bid_opened', 'content->>''statement''', 'bid_id',
     'content = jsonb_set(content, ''{statement}'', to_jsonb($2))'),
    ('bid_opened.words', 'bid_opened',
     'coalesce(content->>''words'', content->>''children'')', 'bid_id',
     'content = content || jsonb_build_object(''words'', $2,'
     ' ''children'', without_words(content->''children''))'),
    ('evaluation.reason', 'evaluation', 'reason',
     'bid_id || ''/'' || evaluator_id', 'reason = $2'),
    ('consensus.reason', 'consensus', 'reason', 'bid_id', 'reason = $2'),
    ('explanation.text', 'explanation', 'text', 'bid_id', 'text = $2'),
    ('disregard.reason', 'disregard', 'reason', 'bid_id', 'reason = $2'),
    ('choice.reason', 'choice', 'reason', 'referral_id', 'reason = $2'),
    ('choice.payer', 'choice', 'additional_cost->>''payer''', 'referral_id',
     'additional_cost = jsonb_set(additional_cost, ''{payer}'', to_jsonb($2))'),
    ('budget_change.reason', 'budget_change', 'reason',
     'referral_id || ''/'' || budget_pence', 'reason = $2'),
    ('award.reason', 'award', 'reason', 'bid_id', 'reason = $2'),
    ('letter.body', 'letter', 'body', 'bid_id', 'body = $2'),
    ('placement.terms', 'placement', 'terms', 'award_id', 'terms = $2'),
    ('placement.refusal_reason', 'placement', 'refusal_reason', 'id',
     'refusal_reason = $2'),
    ('disclosure.text', 'disclosure', 'text', 'placement_id', 'text = $2'),
    ('document.content_key', 'document', 'coalesce(content_key, '''')',
     'content_id', 'content_key = $2')
$$;

-- As before, with the bank holidays of any part of the United Kingdom (PA23
-- s.123(1)).
CREATE OR REPLACE FUNCTION grace_ends_on(last date, working_days integer)
RETURNS date LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    at date := last;
    n integer := working_days;
BEGIN
    IF last IS NULL OR last = 'infinity' THEN
        RETURN last;
    END IF;
    WHILE n > 0 LOOP
        at := at + 1;
        IF extract(isodow FROM at) < 6 AND NOT EXISTS (
                SELECT FROM public.bank_holiday b WHERE b.day = at) THEN
            n := n - 1;
        END IF;
    END LOOP;
    RETURN at;
END $$;

-- An event of a document that nobody made happen; for its provider, and for
-- the leads that are shown it.
CREATE FUNCTION document_tell(document uuid, type text) RETURNS void
LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    WITH told AS (
        INSERT INTO public.event (type, subject_id) VALUES (type, document)
        RETURNING id, xid)
    INSERT INTO public.event_reader (organisation_id, xid, event_id)
    SELECT r.reader, t.xid, t.id
      FROM told t, (
           SELECT d.provider_id AS reader FROM public.document d
            WHERE d.id = document
           UNION
           SELECT e.lead_id FROM public.entry e
             JOIN public.document d ON d.id = document
            WHERE e.provider_id = d.provider_id AND e.state <> 'draft'
              AND (d.establishment_id IS NULL
                   OR e.establishment_id = d.establishment_id)
              AND (e.decided_at IS NULL OR e.state = 'accredited')) AS r
$$;

---------------------------------------------------------------- the scanner

-- The documents that wait longest for the scanner, taken for a minute: should
-- the process that took them die, another one takes them then. Those that came
-- while there was no scanner are scanned as well.
ALTER TABLE document ADD COLUMN scan_taken_until timestamptz;
CREATE FUNCTION documents_to_scan(many integer)
RETURNS TABLE (id uuid, content_id uuid, content_key text, bytes bigint)
LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    UPDATE public.document d
       SET scan_taken_until = clock_timestamp() + interval '1 minute'
     WHERE d.id = ANY (ARRAY(
           SELECT w.id FROM public.document w
            WHERE w.scan IN ('none', 'waiting') AND w.content_id IS NOT NULL
              AND w.deleted_at IS NULL
              AND coalesce(w.scan_taken_until, '-infinity')
                  < clock_timestamp()
            ORDER BY w.scan = 'none', w.uploaded_at
            LIMIT many FOR UPDATE SKIP LOCKED))
    RETURNING d.id, d.content_id, d.content_key, d.bytes
$$;

-- What it said of that content; nothing if there is another one by now.
CREATE FUNCTION document_scanned(document uuid, content uuid, clean boolean)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE public.document d
       SET scan = CASE WHEN clean THEN 'clean' ELSE 'infected' END,
           scan_taken_until = NULL
     WHERE d.id = document AND d.content_id = content
       AND d.scan IN ('none', 'waiting') AND d.deleted_at IS NULL;
    IF FOUND THEN
        PERFORM public.document_tell(document, CASE WHEN clean
            THEN 'document.scanned' ELSE 'document.infected' END);
    END IF;
END $$;

-- There is no scanner any more: what waited for it waits no longer.
CREATE FUNCTION documents_unscanned() RETURNS bigint
LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    WITH freed AS (
        UPDATE public.document SET scan = 'none' WHERE scan = 'waiting'
        RETURNING 1)
    SELECT count(*) FROM freed
$$;

--------------------------------------------------------- warnings, deletion

-- The steps that are due, each told once. A job that was away tells the last
-- one of them alone and notes the others as missed: nobody needs three letters
-- about one insurance. How many were told.
CREATE FUNCTION documents_warn(many integer) RETURNS bigint
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

-- Deletes the content of documents that have been of no use for as long as
-- their kind is kept: replaced, refused by the scanner, or past their last
-- day. Announced ones whose content never came go after as long. What is held
-- (hold) stays. The key goes at once, the file next.
CREATE FUNCTION documents_retire(many integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    now timestamptz := public.now_utc();
    old record;
    n bigint := 0;
BEGIN
    FOR old IN
        SELECT d.id, d.content_id
          FROM public.document d
          JOIN public.document_rule r ON r.kind = d.kind
         WHERE d.deleted_at IS NULL AND NOT d.hold
           AND CASE
               WHEN d.content_id IS NULL THEN d.created_at
               WHEN d.scan = 'infected' THEN d.uploaded_at
               WHEN d.replaced_at IS NOT NULL THEN d.replaced_at
               ELSE d.expires_on END
               < now - make_interval(months => r.retention_months)
         LIMIT many
           FOR UPDATE OF d SKIP LOCKED
    LOOP
        UPDATE public.document
           SET deleted_at = now, content_id = NULL, content_key = NULL,
               sha256 = NULL, bytes = NULL, media_type = NULL,
               uploaded_at = NULL, uploaded_by = NULL
         WHERE id = old.id;
        IF old.content_id IS NOT NULL THEN
            INSERT INTO public.document_waste (content_id)
            VALUES (old.content_id) ON CONFLICT DO NOTHING;
        END IF;
        PERFORM public.document_tell(old.id, 'document.deleted');
        n := n + 1;
    END LOOP;
    RETURN n;
END $$;

------------------------------------------------------------------- the files

CREATE FUNCTION documents_waste(many integer) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT content_id FROM public.document_waste ORDER BY at LIMIT many
$$;

CREATE FUNCTION document_wasted(content uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    DELETE FROM public.document_waste WHERE content_id = content
$$;

-- Whether a file is any document's.
CREATE FUNCTION document_has(content uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM public.document d
                    WHERE d.content_id = content)
$$;

REVOKE EXECUTE ON FUNCTION document_tell(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION documents_to_scan(integer),
    document_scanned(uuid, uuid, boolean), documents_unscanned(),
    documents_warn(integer), documents_retire(integer),
    documents_waste(integer), document_wasted(uuid), document_has(uuid)
    TO app_jobs;

------------------------------------------ what ends an accreditation (0022)

-- As before, but only when a fact of it has changed: not when the scanner
-- takes it to have a look.
DROP TRIGGER document_judged ON document;
CREATE TRIGGER document_judged_new AFTER INSERT ON document
    FOR EACH ROW WHEN (NEW.content_id IS NOT NULL)
    EXECUTE FUNCTION evidence_judge();
CREATE TRIGGER document_judged AFTER UPDATE ON document
    FOR EACH ROW WHEN ((OLD.content_id, OLD.scan = 'infected',
        OLD.deleted_at, OLD.expires_on, OLD.cover_pence)
        IS DISTINCT FROM (NEW.content_id, NEW.scan = 'infected',
        NEW.deleted_at, NEW.expires_on, NEW.cover_pence))
    EXECUTE FUNCTION evidence_judge();

-- Other days of grace, or other working days: everybody's.
CREATE FUNCTION grace_judge() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM public.home_judge(h.establishment_id)
       FROM (SELECT DISTINCT a.establishment_id
               FROM public.accreditation a
               JOIN public.category c ON c.id = a.category_id
              WHERE a.state NOT IN ('removed', 'withdrawn')
                AND c.evidence <> '[]'
              ORDER BY a.establishment_id) AS h;
    RETURN NULL;
END $$;
CREATE TRIGGER document_rule_judged AFTER UPDATE ON document_rule
    FOR EACH STATEMENT EXECUTE FUNCTION grace_judge();
CREATE TRIGGER bank_holiday_judged AFTER INSERT OR DELETE ON bank_holiday
    FOR EACH STATEMENT EXECUTE FUNCTION grace_judge();
REVOKE EXECUTE ON FUNCTION grace_judge() FROM PUBLIC;

-- Why a provider cannot sign a placement yet: what the category asks for at
-- entry or at award and the home does not hold today, in words. NULL: nothing.
-- What is due at award is promised with the application (PA23 s.36(2)).
CREATE FUNCTION placement_lacks(placement uuid) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT string_agg(replace(m.kind, '_', ' '), ', ' ORDER BY m.n)
              FROM public.placement p
              JOIN public.referral r ON r.id = p.referral_id,
                   public.evidence_of(p.establishment_id, r.category_id,
                       (SELECT public.london_day()), false) AS m
             WHERE p.id = placement_lacks.placement AND NOT m.held
               AND public.me_org() = p.provider_id);
END $$;
GRANT EXECUTE ON FUNCTION placement_lacks(uuid) TO app_staff;
