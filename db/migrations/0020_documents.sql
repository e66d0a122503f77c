-- Documents of providers: what they are, who has looked at them, and which of
-- them a category asks for (R034, R040, R056, R068, R069; docs/adr/0019).
--
-- The bytes are not here. They lie encrypted in a folder of files, each under
-- a key of its own, which stands here sealed like a personal text: a dump
-- without the folder, or the folder without this, or both without text.key,
-- show nothing.

------------------------------------------------------ what a category asks

-- [{kind, level, due, minimum_cover_pence, count, grace_working_days}]
ALTER TABLE category ADD COLUMN evidence jsonb NOT NULL DEFAULT '[]';
GRANT SELECT (evidence) ON category TO app_public;

CREATE FUNCTION evidence_text(evidence jsonb) RETURNS json
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(json_agg(json_build_object(
               'kind', v.item->'kind',
               'level', coalesce(v.item->'level', '"provider"'),
               'due', coalesce(v.item->'due', '"entry"'),
               'minimum_cover_pence', v.item->'minimum_cover_pence',
               'count', coalesce(v.item->'count', '1'),
               'grace_working_days', v.item->'grace_working_days')
           ORDER BY v.n), '[]')
      FROM jsonb_array_elements(evidence) WITH ORDINALITY AS v (item, n)
$$;
GRANT EXECUTE ON FUNCTION evidence_text(jsonb) TO app_staff, app_public;

CREATE OR REPLACE VIEW category_shown WITH (security_invoker = true) AS
SELECT c.id, c.scheme_id, c.name,
       json_build_object(
           'id', c.id,
           'scheme_id', c.scheme_id,
           'code', c.code,
           'name', c.name,
           'client_group', c.client_group,
           'regulator', c.regulator,
           'listed', c.listed,
           'suitability', c.suitability,
           'price_unit', c.price_unit,
           'requirements', coalesce((
               SELECT json_agg(json_build_object(
                          'code', r.item->'code',
                          'question', r.item->'question',
                          'justification', r.item->'justification')
                      ORDER BY r.n)
                 FROM jsonb_array_elements(c.requirements)
                      WITH ORDINALITY AS r (item, n)), '[]'),
           'statements', coalesce((
               SELECT json_agg(json_build_object(
                          'code', s.item->'code',
                          'question', s.item->'question',
                          'weight', s.item->'weight',
                          'justification', s.item->'justification')
                      ORDER BY s.n)
                 FROM jsonb_array_elements(c.statements)
                      WITH ORDINALITY AS s (item, n)), '[]'),
           'cost_heads', coalesce((
               SELECT json_agg(json_build_object(
                          'code', h.item->'code',
                          'name', h.item->'name')
                      ORDER BY h.n)
                 FROM jsonb_array_elements(c.cost_heads)
                      WITH ORDINALITY AS h (item, n)), '[]'),
           'evidence', evidence_text(c.evidence),
           'core_cap_pence', c.core_cap_pence,
           'rating_floor', c.rating_floor,
           'weights', json_build_object(
               'price', c.weights->'price',
               'outcomes', c.weights->'outcomes',
               'needs', c.weights->'needs',
               'features', c.weights->'features',
               'location', c.weights->'location',
               'core', c.weights->'core'),
           'miles_per_mark', c.miles_per_mark,
           'choice_mode', c.choice_mode,
           'evaluators', c.evaluators,
           'openers', c.openers,
           'core_blend', CASE WHEN c.core_blend IS NOT NULL THEN
               json_build_object(
                   'statements', c.core_blend->'statements',
                   'rating', c.core_blend->'rating',
                   'points', c.core_blend->'points') END,
           'response_hours', json_build_object(
               'emergency', c.response_hours->'emergency',
               'urgent', c.response_hours->'urgent',
               'next_day', c.response_hours->'next_day',
               'standard', c.response_hours->'standard',
               'planned', c.response_hours->'planned'),
           'created_at', utc_text(c.created_at)) AS body
  FROM category c;

---------------------------------------------------------------- documents

-- What an operator may choose for each kind: the working days after the last
-- day of validity in which a new one may still come, unless a category says
-- otherwise, and how long the bytes are kept once the document is of no use
-- (PA23 s.98: three years at the least).
CREATE TABLE document_rule (
    kind               text NOT NULL
        CONSTRAINT document_rule_kind CHECK (kind IN
        ('employers_liability_insurance', 'public_liability_insurance', 'professional_indemnity_insurance', 'motor_insurance', 'accounts', 'financial_alternative', 'registration_certificate', 'inspection_report', 'statement_of_purpose', 'safeguarding_policy', 'business_continuity_plan', 'health_and_safety_policy', 'equality_policy', 'environmental_policy', 'data_protection_policy', 'ico_registration', 'dspt_assessment', 'other')), -- vocabulary: document_kind
    grace_working_days integer NOT NULL DEFAULT 10
        CONSTRAINT document_rule_grace
        CHECK (grace_working_days BETWEEN 0 AND 60),
    retention_months   integer NOT NULL DEFAULT 72
        CONSTRAINT document_rule_retention CHECK (retention_months >= 36),
    CONSTRAINT document_rule_pkey PRIMARY KEY (kind)
);
INSERT INTO document_rule (kind)
SELECT unnest(ARRAY['employers_liability_insurance',
    'public_liability_insurance', 'professional_indemnity_insurance',
    'motor_insurance', 'accounts', 'financial_alternative',
    'registration_certificate', 'inspection_report', 'statement_of_purpose',
    'safeguarding_policy', 'business_continuity_plan',
    'health_and_safety_policy', 'equality_policy', 'environmental_policy',
    'data_protection_policy', 'ico_registration', 'dspt_assessment',
    'other']);

-- One document, of a provider as a whole or of one of its homes; with its
-- content once that has come. content_id names the file, content_key opens it.
-- scan: what the malware scanner said; `none` where there is no scanner.
CREATE TABLE document (
    id               uuid NOT NULL DEFAULT gen_random_uuid(),
    provider_id      uuid NOT NULL DEFAULT me_org(),
    establishment_id uuid,
    kind             text NOT NULL,
    title            text NOT NULL,
    issued_on        date,
    expires_on       date, -- its last day
    cover_pence      bigint,
    replaces_id      uuid,
    created_at       timestamptz NOT NULL DEFAULT now_utc(),
    created_by       uuid NOT NULL DEFAULT me_self(),
    content_id       uuid,
    content_key      text,
    sha256           text, -- hex, of the bytes as they are given out
    bytes            bigint,
    media_type       text,
    uploaded_at      timestamptz,
    uploaded_by      uuid,
    scan             text NOT NULL DEFAULT 'none'
        CONSTRAINT document_scan CHECK (scan IN
        ('none', 'waiting', 'clean', 'infected')), -- vocabulary: document_scan
    replaced_at      timestamptz, -- a newer one's content has come
    hold             boolean NOT NULL DEFAULT false, -- never deleted
    deleted_at       timestamptz,
    CONSTRAINT document_pkey PRIMARY KEY (id),
    CONSTRAINT document_of_provider UNIQUE (id, provider_id),
    CONSTRAINT document_content_key UNIQUE (content_id),
    CONSTRAINT document_dates CHECK (issued_on <= expires_on),
    CONSTRAINT document_content CHECK (
        num_nulls(content_id, content_key, sha256, bytes, media_type,
                  uploaded_at) IN (0, 6)
        OR deleted_at IS NOT NULL),
    CONSTRAINT document_kind_fkey FOREIGN KEY (kind)
        REFERENCES document_rule (kind),
    CONSTRAINT document_provider_fkey FOREIGN KEY (provider_id)
        REFERENCES organisation (id),
    CONSTRAINT document_establishment_fkey
        FOREIGN KEY (establishment_id, provider_id)
        REFERENCES establishment (id, provider_id),
    CONSTRAINT document_replaces_fkey FOREIGN KEY (replaces_id, provider_id)
        REFERENCES document (id, provider_id)
);
CREATE INDEX document_provider_idx
    ON document (provider_id, created_at DESC, id DESC);
CREATE INDEX document_kind_idx ON document (provider_id, kind);
CREATE INDEX document_newest_idx ON document (created_at DESC, id DESC);
CREATE INDEX document_replaces_idx ON document (replaces_id);
CREATE INDEX document_expires_idx ON document (expires_on)
    WHERE deleted_at IS NULL AND content_id IS NOT NULL;
CREATE INDEX document_scan_idx ON document (uploaded_at)
    WHERE scan IN ('none', 'waiting') AND content_id IS NOT NULL;

-- What a lead found: each look is kept, the last one of a lead counts for it.
CREATE TABLE document_verification (
    id          bigint GENERATED ALWAYS AS IDENTITY,
    document_id uuid NOT NULL,
    provider_id uuid NOT NULL,
    lead_id     uuid NOT NULL DEFAULT me_org(),
    outcome     text NOT NULL
        CONSTRAINT document_verification_outcome CHECK (outcome IN
        ('verified', 'rejected')), -- vocabulary: verification_outcome
    source      text NOT NULL, -- what it was held against
    checked_on  date NOT NULL,
    reason      text NOT NULL DEFAULT '',
    sha256      text NOT NULL, -- of the content that was looked at
    verified_by uuid NOT NULL DEFAULT me_self(),
    verified_at timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT document_verification_pkey PRIMARY KEY (id),
    CONSTRAINT document_verification_reason
        CHECK (outcome = 'verified' OR reason <> ''),
    CONSTRAINT document_verification_document_fkey
        FOREIGN KEY (document_id, provider_id)
        REFERENCES document (id, provider_id)
);
CREATE INDEX document_verification_document_idx
    ON document_verification (document_id, lead_id, id DESC);

-- What was told about the end of a document's validity, each once.
CREATE TABLE document_warning (
    document_id uuid NOT NULL,
    step        text NOT NULL
        CONSTRAINT document_warning_step CHECK (step IN
        ('document.expires_within_sixty_days', 'document.expires_within_thirty_days',
         'document.expires_within_seven_days', 'document.expired',
         'document.grace_ended')),
    at          timestamptz NOT NULL DEFAULT now_utc(),
    told        boolean NOT NULL, -- false: a later step was due by then
    CONSTRAINT document_warning_pkey PRIMARY KEY (document_id, step),
    CONSTRAINT document_warning_document_fkey FOREIGN KEY (document_id)
        REFERENCES document (id)
);

-- Files that nothing points to any more, until they are gone.
CREATE TABLE document_waste (
    content_id uuid NOT NULL,
    at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT document_waste_pkey PRIMARY KEY (content_id)
);

-- A change after which what was held about a home is asked for again (R056):
-- another place, another registration.
ALTER TABLE establishment ADD COLUMN changed_materially_at timestamptz;
CREATE FUNCTION establishment_changes() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.changed_materially_at := now_utc();
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION establishment_changes() FROM PUBLIC;
CREATE TRIGGER establishment_changes BEFORE UPDATE ON establishment
    FOR EACH ROW WHEN ((OLD.postcode, OLD.regulator_scheme,
        coalesce(OLD.regulator_id, '')) IS DISTINCT FROM
        (NEW.postcode, NEW.regulator_scheme, coalesce(NEW.regulator_id, '')))
    EXECUTE FUNCTION establishment_changes();

-- The last day of grace of what was valid to the end of that day.
CREATE FUNCTION grace_ends_on(last date, working_days integer) RETURNS date
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    day date := last;
    n integer := working_days;
BEGIN
    IF last IS NULL OR last = 'infinity' THEN
        RETURN last;
    END IF;
    WHILE n > 0 LOOP
        day := day + 1;
        IF extract(isodow FROM day) < 6 THEN
            n := n - 1;
        END IF;
    END LOOP;
    RETURN day;
END $$;

-- How a document stands, seen by somebody to whom that is the last word of a
-- verification; core/document.c draws the same.
CREATE FUNCTION document_state(d document, outcome text, today date)
RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF d.deleted_at IS NOT NULL THEN
        RETURN 'deleted';
    ELSIF d.content_id IS NULL THEN
        RETURN 'requested';
    ELSIF d.scan = 'infected' OR outcome = 'rejected' THEN
        RETURN 'rejected';
    ELSIF d.replaced_at IS NOT NULL THEN
        RETURN 'replaced';
    ELSIF today > d.expires_on THEN
        RETURN CASE WHEN today > grace_ends_on(d.expires_on, (
                        SELECT r.grace_working_days
                          FROM document_rule r WHERE r.kind = d.kind))
                    THEN 'grace_ended' ELSE 'expired' END;
    ELSIF d.scan = 'waiting' THEN
        RETURN 'uploaded';
    ELSIF outcome IS NULL THEN
        RETURN 'scanned';
    ELSIF d.expires_on - today <= 60 THEN
        RETURN 'expiring';
    END IF;
    RETURN 'verified';
END $$;

-- The last word of all leads whose looks the caller sees: of its own, for a
-- lead and its auditors. To the provider one that verified is enough.
CREATE FUNCTION document_outcome(document uuid) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN bool_or(v.outcome = 'verified') THEN 'verified'
                WHEN bool_or(v.outcome = 'rejected') THEN 'rejected' END
      FROM (SELECT DISTINCT ON (w.lead_id) w.outcome
              FROM document_verification w
             WHERE w.document_id = document
             ORDER BY w.lead_id, w.id DESC) AS v
$$;

CREATE VIEW document_shown WITH (security_invoker = true) AS
SELECT d.id, d.provider_id, d.establishment_id, d.kind, d.created_at,
       d.expires_on, s.state,
       json_build_object(
           'id', d.id,
           'provider', json_build_object('id', o.id, 'name', o.name),
           'establishment_id', d.establishment_id,
           'kind', d.kind,
           'title', d.title,
           'issued_on', d.issued_on,
           'expires_on', d.expires_on,
           'cover_pence', d.cover_pence,
           'state', s.state,
           'grace_ends_on', grace_ends_on(d.expires_on, (
               SELECT r.grace_working_days FROM document_rule r
                WHERE r.kind = d.kind)),
           'replaces_id', d.replaces_id,
           'content', CASE WHEN d.content_id IS NOT NULL THEN
               json_build_object(
                   'media_type', d.media_type,
                   'bytes', d.bytes,
                   'sha256', d.sha256,
                   'scan', d.scan,
                   'uploaded_at', utc_text(d.uploaded_at)) END,
           'verifications', coalesce((
               SELECT json_agg(json_build_object(
                          'lead', json_build_object(
                              'id', l.id, 'name', l.name),
                          'outcome', v.outcome,
                          'source', v.source,
                          'checked_on', v.checked_on,
                          'reason', v.reason,
                          'sha256', v.sha256,
                          'verified_at', utc_text(v.verified_at))
                      ORDER BY v.id)
                 FROM document_verification v
                 JOIN organisation l ON l.id = v.lead_id
                WHERE v.document_id = d.id), '[]'),
           'created_at', utc_text(d.created_at),
           'deleted_at', utc_text(d.deleted_at)) AS body
  FROM document d
  JOIN organisation o ON o.id = d.provider_id
 CROSS JOIN LATERAL (
       SELECT document_state(d, document_outcome(d.id),
                             (SELECT london_day())) AS state) AS s;

------------------------------------------------ what is held, and until when

-- What a home holds of all that a category asks for, on that day: one row for
-- each item, in the category's order.
--   held_until  the last day on which it is held ('infinity': no end; NULL: it
--               is not held at all)
--   held        on that day
--   lapsed      not held, and the days of grace are over
--   reason      why it is not held: missing, expired, cover_too_low, rejected
--               or changed; NULL where it is
-- A document counts from the moment its bytes are here until its last day,
-- unless the scanner or the category's lead has refused it: a lead that is
-- slow to look must not cost a home its place. Where accounts are asked for,
-- whoever has none yet may show something else (R068; PA23 s.36(2)).
-- fresh: documents of a home from before it changed materially do not count,
-- as is right for a new application (R056).
CREATE FUNCTION evidence_of(home uuid, of_category uuid, day date,
    fresh boolean)
RETURNS TABLE (n bigint, kind text, level text, due text,
    minimum_cover_pence bigint, documents uuid[], held_until date,
    grace_ends date, held boolean, lapsed boolean, verified boolean,
    reason text)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    asked record;
    best_one record;
    e public.establishment;
    c public.category;
BEGIN
    SELECT * INTO c FROM public.category x WHERE x.id = of_category;
    IF NOT FOUND OR c.evidence = '[]' THEN
        RETURN;
    END IF;
    SELECT * INTO e FROM public.establishment x WHERE x.id = home;
    FOR asked IN
        SELECT i.n, i.item->>'kind' AS kind,
               coalesce(i.item->>'level', 'provider') AS level,
               coalesce(i.item->>'due', 'entry') AS due,
               (i.item->>'minimum_cover_pence')::bigint AS cover,
               coalesce((i.item->>'count')::integer, 1) AS many,
               coalesce((i.item->>'grace_working_days')::integer,
                        r.grace_working_days) AS grace
          FROM jsonb_array_elements(c.evidence)
               WITH ORDINALITY AS i (item, n)
          JOIN public.document_rule r ON r.kind = i.item->>'kind'
         ORDER BY i.n
    LOOP
        WITH candidate AS (
            SELECT d.id, d.kind, d.issued_on, d.uploaded_at,
                   coalesce(d.expires_on, 'infinity') AS ends,
                   d.scan = 'infected' OR coalesce(v.outcome, '') = 'rejected'
                       AS refused,
                   v.outcome = 'verified' AS good,
                   coalesce(d.cover_pence, 0) < coalesce(asked.cover, 0)
                       AS thin,
                   fresh AND asked.level = 'establishment'
                       AND d.uploaded_at < e.changed_materially_at AS stale
              FROM public.document d
              LEFT JOIN LATERAL (
                   SELECT w.outcome FROM public.document_verification w
                    WHERE w.document_id = d.id AND w.lead_id = c.lead_id
                    ORDER BY w.id DESC LIMIT 1) AS v ON true
             WHERE d.provider_id = e.provider_id
               AND d.deleted_at IS NULL AND d.content_id IS NOT NULL
               AND (d.kind = asked.kind OR (asked.kind = 'accounts'
                    AND d.kind = 'financial_alternative'))
               AND (CASE asked.level WHEN 'provider'
                    THEN d.establishment_id IS NULL
                    ELSE d.establishment_id = home END)
        ), usable AS (
            SELECT * FROM candidate
             WHERE NOT (refused OR thin OR coalesce(stale, false))
        ), one_each AS (
            -- Two of the same year are one.
            SELECT DISTINCT ON (coalesce(u.issued_on::text, u.id::text)) u.*
              FROM usable u WHERE u.kind = asked.kind
             ORDER BY coalesce(u.issued_on::text, u.id::text), u.ends DESC,
                      u.uploaded_at DESC
        ), counted AS (
            SELECT s.id, s.ends, s.good,
                   row_number() OVER (ORDER BY s.ends DESC,
                                      s.uploaded_at DESC) AS place
              FROM one_each s
        ), best AS (
            SELECT (SELECT array_agg(x.id ORDER BY x.place) FROM counted x
                     WHERE x.place <= asked.many) AS ids,
                   (SELECT x.ends FROM counted x
                     WHERE x.place = asked.many) AS ends,
                   (SELECT bool_and(coalesce(x.good, false)) FROM counted x
                     WHERE x.place <= asked.many) AS good
            UNION ALL
            (SELECT ARRAY[u.id], u.ends, coalesce(u.good, false)
               FROM usable u WHERE u.kind <> asked.kind
              ORDER BY u.ends DESC, u.uploaded_at DESC LIMIT 1)
        )
        SELECT b.ids, b.ends, b.good,
               (SELECT CASE WHEN bool_or(y.refused) THEN 'rejected'
                            WHEN bool_or(y.thin) THEN 'cover_too_low'
                            WHEN bool_or(y.stale) THEN 'changed'
                            ELSE 'missing' END FROM candidate y
                 WHERE y.refused OR y.thin OR y.stale) AS why
          INTO best_one
          FROM best b
         ORDER BY b.ends DESC NULLS LAST LIMIT 1;

        n := asked.n;
        kind := asked.kind;
        level := asked.level;
        due := asked.due;
        minimum_cover_pence := asked.cover;
        held_until := best_one.ends;
        documents := CASE WHEN best_one.ends IS NULL THEN '{}'::uuid[]
                          ELSE best_one.ids END;
        grace_ends := public.grace_ends_on(best_one.ends, asked.grace);
        held := coalesce(best_one.ends >= day, false);
        lapsed := best_one.ends IS NULL OR day > grace_ends;
        verified := held AND coalesce(best_one.good, false);
        reason := CASE WHEN held THEN NULL
                       WHEN best_one.ends IS NOT NULL THEN 'expired'
                       ELSE coalesce(best_one.why, 'missing') END;
        RETURN NEXT;
    END LOOP;
END $$;

-- The ground on which an accreditation does not stand on that day for want of
-- evidence that was a condition of entry, or NULL. Asked in the statement that
-- needs to know, so that a late job can harm nobody.
CREATE FUNCTION evidence_ground(accreditation uuid, day date) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    home uuid;
    of_category uuid;
BEGIN
    SELECT a.establishment_id, a.category_id INTO home, of_category
      FROM public.accreditation a
      JOIN public.category c ON c.id = a.category_id
     WHERE a.id = accreditation AND c.evidence <> '[]';
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    RETURN (SELECT CASE WHEN bool_or(e.kind LIKE '%\_insurance')
                        THEN 'insurance_lapsed' ELSE 'evidence_expired' END
              FROM public.evidence_of(home, of_category, day, false) e
             WHERE e.due = 'entry' AND e.lapsed
            HAVING count(*) > 0);
END $$;

-- What an entry lacks before it can be sent in: the items due at entry that
-- are not held today. What is held is not asked for again (R056).
CREATE FUNCTION evidence_missing(entry uuid)
RETURNS TABLE (n bigint, kind text, level text, reason text)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT m.n, m.kind, m.level, m.reason
      FROM public.entry e,
           public.evidence_of(e.establishment_id, e.category_id,
                              (SELECT public.london_day()), true) m
     WHERE e.id = evidence_missing.entry AND m.due = 'entry' AND NOT m.held
       AND public.me_org() IN (e.provider_id, e.lead_id);
END $$;

-- The same for an accreditation, for those who may see it. Which documents
-- they are is told to the provider and its lead; to councils whether, and
-- until when.
CREATE FUNCTION accreditation_evidence(accreditation uuid)
RETURNS TABLE (n bigint, body json)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    mine boolean;
    a public.accreditation;
BEGIN
    SELECT * INTO a FROM public.accreditation x WHERE x.id = accreditation;
    mine := public.me_org() IN (a.provider_id, a.lead_id);
    IF NOT (mine OR a.scheme_id = ANY (public.my_schemes())) THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT e.n, json_build_object(
               'kind', e.kind,
               'level', e.level,
               'due', e.due,
               'minimum_cover_pence', e.minimum_cover_pence,
               'held', e.held,
               'lapsed', e.lapsed,
               'verified', e.verified,
               'held_until', nullif(e.held_until, 'infinity'),
               'grace_ends_on', nullif(e.grace_ends, 'infinity'),
               'reason', e.reason,
               'document_ids', CASE WHEN mine THEN e.documents END)
      FROM public.evidence_of(a.establishment_id, a.category_id,
                              (SELECT public.london_day()), false) e;
END $$;

-- What one provider may have here of all this.
CREATE FUNCTION document_cap() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF (SELECT count(*) FROM public.document d
         WHERE d.provider_id = NEW.provider_id
           AND d.deleted_at IS NULL) >= 5000 THEN
        PERFORM public.refuse('conflict',
            'A provider has at most 5000 documents here.');
    END IF;
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION document_cap() FROM PUBLIC;
CREATE TRIGGER document_cap BEFORE INSERT ON document FOR EACH ROW
    EXECUTE FUNCTION document_cap();

---------------------------------------------------------- who sees which row

SELECT protect_tables();

GRANT SELECT ON document_rule TO app_staff;
CREATE POLICY document_rule_seen ON document_rule FOR SELECT TO app_staff
    USING (true);

-- Its provider; the lead of a scheme in which the provider has sent in an
-- application or is accredited, and that lead's auditors: what is of one home
-- only with that home. Whoever was refused has shown what there was until
-- then, and no more. Nobody else.
GRANT SELECT ON document TO app_staff;
GRANT INSERT (id, establishment_id, kind, title, issued_on, expires_on,
    cover_pence, replaces_id) ON document TO app_staff;
GRANT UPDATE (content_id, content_key, sha256, bytes, media_type, uploaded_at,
    uploaded_by, scan, replaced_at, deleted_at) ON document TO app_staff;
CREATE POLICY document_own ON document FOR SELECT TO app_staff
    USING (provider_id = (SELECT me_org()));
CREATE POLICY document_shown_to ON document FOR SELECT TO app_staff
    USING ((SELECT me_role()) IN ('lead', 'auditor')
           AND (SELECT true FROM entry e
                 WHERE e.provider_id = document.provider_id
                   AND e.lead_id = (SELECT me_org())
                   AND (document.establishment_id IS NULL
                        OR e.establishment_id = document.establishment_id)
                   AND (e.decided_at IS NULL OR e.state = 'accredited'
                        OR document.created_at <= e.decided_at)
                 LIMIT 1));
CREATE INDEX entry_provider_idx ON entry (provider_id);
CREATE POLICY document_made ON document FOR INSERT TO app_staff
    WITH CHECK (provider_id = (SELECT me_org())
                AND (SELECT me_role()) = 'provider');
CREATE POLICY document_changed ON document FOR UPDATE TO app_staff
    USING (provider_id = (SELECT me_org())
           AND (SELECT me_role()) = 'provider')
    WITH CHECK (provider_id = (SELECT me_org()));
CREATE POLICY document_sealed_new ON document AS RESTRICTIVE FOR INSERT
    TO app_staff WITH CHECK (is_sealed(coalesce(content_key, E'\x01')));
CREATE POLICY document_sealed_kept ON document AS RESTRICTIVE FOR UPDATE
    TO app_staff USING (true)
    WITH CHECK (is_sealed(coalesce(content_key, E'\x01')));

-- Once somebody has looked at a document, it is what they looked at; what the
-- scanner says is for the scanner to say; what was deleted is gone.
CREATE FUNCTION document_keeps() RETURNS trigger
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
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION document_keeps() FROM PUBLIC;
CREATE TRIGGER document_keeps BEFORE UPDATE ON document
    FOR EACH ROW EXECUTE FUNCTION document_keeps();

GRANT SELECT ON document_verification TO app_staff;
GRANT INSERT (document_id, provider_id, outcome, source, checked_on, reason,
    sha256) ON document_verification TO app_staff;
CREATE POLICY document_verification_seen ON document_verification
    FOR SELECT TO app_staff
    USING (provider_id = (SELECT me_org())
           OR (lead_id = (SELECT me_org())
               AND (SELECT me_role()) IN ('lead', 'auditor')));
CREATE POLICY document_verification_made ON document_verification
    FOR INSERT TO app_staff
    WITH CHECK (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead'
                AND EXISTS (SELECT FROM document d WHERE d.id = document_id
                               AND d.scan IN ('none', 'clean')
                               AND d.sha256 = document_verification.sha256));

GRANT SELECT ON document_shown TO app_staff;
GRANT EXECUTE ON FUNCTION london_day(), grace_ends_on(date, integer),
    document_state(document, text, date), document_outcome(uuid),
    evidence_ground(uuid, date), evidence_missing(uuid),
    accreditation_evidence(uuid) TO app_staff;
