-- Portals: an expression of interest becomes an invitation to register.
--
-- Whoever holds the token registers with it, once and in time; the token is
-- so random that a plain digest protects it, and only the digest is kept.

ALTER TABLE expression_of_interest
    ADD COLUMN reference text, -- the portal's own
    ADD COLUMN state text NOT NULL DEFAULT 'received'
        CONSTRAINT expression_of_interest_state CHECK (state IN
        ('received', 'invited', 'registered')), -- vocabulary: interest_state but expired
    ADD COLUMN token_sha256 text,
    ADD COLUMN invited_at timestamptz,
    ADD COLUMN expires_at timestamptz,
    ADD COLUMN provider_id uuid,
    ADD COLUMN registered_at timestamptz,
    ADD CONSTRAINT expression_of_interest_reference_key
        UNIQUE (portal_id, reference),
    ADD CONSTRAINT expression_of_interest_token_key UNIQUE (token_sha256),
    ADD CONSTRAINT expression_of_interest_provider_fkey
        FOREIGN KEY (provider_id) REFERENCES organisation (id);
CREATE INDEX expression_of_interest_provider_idx
    ON expression_of_interest (provider_id, created_at DESC, id DESC);

-- Who registered sees what it came from.
ALTER POLICY expression_seen ON expression_of_interest
    USING (portal_id = (SELECT me_org())
           OR provider_id = (SELECT me_org())
           OR (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead'));
GRANT UPDATE (state, token_sha256, invited_at, expires_at)
    ON expression_of_interest TO app_staff;
CREATE POLICY expression_invited ON expression_of_interest FOR UPDATE
    TO app_staff
    USING (state <> 'registered'
           AND ((portal_id = (SELECT me_org())
                 AND (SELECT me_role()) = 'portal')
                OR (lead_id = (SELECT me_org())
                    AND (SELECT me_role()) = 'lead')))
    WITH CHECK (state = 'invited');

CREATE OR REPLACE VIEW expression_shown WITH (security_invoker = true) AS
SELECT x.id, x.scheme_id, x.created_at,
       json_build_object(
           'id', x.id,
           'reference', x.reference,
           'scheme_id', x.scheme_id,
           'supplier', json_build_object(
               'name', x.supplier_name,
               'company_number', x.company_number,
               'contact_email', x.contact_email),
           'state', CASE WHEN x.state = 'invited' AND now.at >= x.expires_at
                         THEN 'expired' ELSE x.state END,
           'invited_at', utc_text(x.invited_at),
           'expires_at', utc_text(x.expires_at),
           'provider_id', x.provider_id,
           'registered_at', utc_text(x.registered_at),
           'created_at', utc_text(x.created_at)) AS body,
       x.portal_id, x.reference
  FROM expression_of_interest x
 CROSS JOIN (SELECT now_utc() AS at) AS now;

-- The invitation that a token opens, for nobody: whoever registers has no
-- session yet. Of two with one token the second waits here for the first.
CREATE FUNCTION registration_find(digest text)
RETURNS TABLE (state text, expires bigint, now bigint)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN QUERY
        SELECT x.state, public.instant(x.expires_at),
               public.instant(public.now_utc())
          FROM public.expression_of_interest x
         WHERE x.token_sha256 = digest
           FOR UPDATE;
END $$;

-- The provider that has just registered with it, told to portal and lead.
CREATE FUNCTION registration_bind(digest text, provider uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    x public.expression_of_interest;
    happening bigint;
BEGIN
    UPDATE public.expression_of_interest
       SET state = 'registered', provider_id = provider,
           registered_at = public.now_utc()
     WHERE token_sha256 = digest AND state = 'invited'
       AND expires_at > public.now_utc()
    RETURNING * INTO STRICT x;
    INSERT INTO public.event (type, subject_id, organisation_id)
    VALUES ('expression_of_interest.registered', x.id, provider)
    RETURNING id INTO happening;
    INSERT INTO public.event_reader (organisation_id, event_id)
    VALUES (x.lead_id, happening), (x.portal_id, happening),
           (provider, happening);
END $$;
GRANT EXECUTE ON FUNCTION registration_find(text),
    registration_bind(text, uuid) TO app_staff, app_public;

----------------------------------------------- accreditations, out and in

-- Everything that one accreditation is made of, as another platform may have
-- it and give it back (R024). What it was admitted with and what came later
-- are both there: nothing is left to be worked out.
CREATE VIEW accreditation_record WITH (security_invoker = true) AS
SELECT a.id, a.scheme_id, a.accredited_at,
       json_build_object(
           'format', 'fairlot-accreditation-1',
           'scheme', json_build_object(
               'id', s.id, 'reference', s.reference, 'name', s.name),
           'category', json_build_object(
               'id', c.id, 'code', c.code, 'name', c.name),
           'provider', json_build_object(
               'id', o.id, 'name', o.name,
               'company_number', o.company_number),
           'establishment', json_build_object(
               'id', h.id,
               'name', h.name,
               'address', json_build_object(
                   'line_1', h.line_1,
                   'line_2', h.line_2,
                   'town', h.town,
                   'postcode', postcode_text(h.postcode)),
               'regulator', json_build_object(
                   'scheme', h.regulator_scheme, 'id', h.regulator_id),
               'rating', h.rating,
               'capacity', h.capacity,
               'vacancies', h.vacancies,
               'profile', h.profile),
           'answers', json_build_object(
               'requirements', e.requirements,
               'statements', e.statements),
           'assessment', json_build_object(
               'requirements', t.requirements,
               'statements', t.statements,
               'rating', t.rating,
               'core_score', t.core_score,
               'assessed_at', utc_text(t.assessed_at)),
           'accreditation', json_build_object(
               'id', a.id,
               'state', a.state,
               'rating', a.rating,
               'core_score', a.core_score,
               'core_pence', a.core_pence,
               'discounts', a.discounts,
               'accredited_at', utc_text(a.accredited_at),
               'ground', a.ground,
               'reason', a.reason,
               'changed_at', utc_text(a.changed_at)),
           'score_reviews', coalesce((
               SELECT json_agg(json_build_object(
                          'effective_on', r.effective_on,
                          'statements', r.statements,
                          'rating', r.rating,
                          'evidence', r.evidence,
                          'core_score_before', r.core_score_before,
                          'core_score', r.core_score,
                          'reviewed_at', utc_text(r.reviewed_at))
                      ORDER BY r.number)
                 FROM score_review r WHERE r.accreditation_id = a.id), '[]'),
           'price_changes', coalesce((
               SELECT json_agg(json_build_object(
                          'head', p.head,
                          'pence', p.pence,
                          'effective_on', p.effective_on,
                          'made_at', utc_text(p.made_at))
                      ORDER BY p.number)
                 FROM price_change p WHERE p.accreditation_id = a.id), '[]'),
           'in_force', json_build_object(
               'on', london_day(now.at),
               'core_score', core_score_in_force(a.id, a.core_score,
                   london_day(now.at), now.at),
               'core_pence', core_pence_in_force(a.id, a.core_pence,
                   london_day(now.at), now.at))) AS body
  FROM (SELECT now_utc() AS at) AS now
 CROSS JOIN accreditation a
  JOIN scheme s ON s.id = a.scheme_id
  JOIN category c ON c.id = a.category_id
  JOIN organisation o ON o.id = a.provider_id
  JOIN establishment h ON h.id = a.establishment_id
  JOIN entry e ON e.id = a.entry_id
  JOIN assessment t ON t.entry_id = a.entry_id;
GRANT SELECT ON accreditation_record TO app_staff;

-- What a lead has taken in, and what came of each record: a draft that its
-- provider has to confirm, never an accreditation (R057). Only added to.
CREATE TABLE accreditation_import (
    id          uuid NOT NULL DEFAULT gen_random_uuid(),
    scheme_id   uuid NOT NULL,
    lead_id     uuid NOT NULL,
    source      text NOT NULL,
    imported_by uuid NOT NULL,
    imported_at timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT accreditation_import_pkey PRIMARY KEY (id),
    CONSTRAINT accreditation_import_parties UNIQUE (id, scheme_id, lead_id),
    CONSTRAINT accreditation_import_scheme_fkey
        FOREIGN KEY (scheme_id, lead_id) REFERENCES scheme (id, lead_id)
);
CREATE INDEX accreditation_import_scheme_idx ON accreditation_import
    (scheme_id, imported_at DESC, id DESC);
CREATE TABLE imported_record (
    import_id      uuid NOT NULL,
    scheme_id      uuid NOT NULL,
    lead_id        uuid NOT NULL,
    number         integer NOT NULL, -- 1, 2, ... as they were sent
    record         jsonb NOT NULL, -- as it was sent, to the last digit
    provider_id    uuid, -- NULL: there is none here
    outcome        text NOT NULL
        CONSTRAINT imported_record_outcome CHECK (outcome IN
        ('drafted', 'already_drafted', 'already_accredited', 'category_unknown', 'provider_unknown', 'place_unknown')), -- vocabulary: import_outcome
    application_id uuid,
    left_out       jsonb NOT NULL DEFAULT '[]', -- pointers into the record
    CONSTRAINT imported_record_pkey PRIMARY KEY (import_id, number),
    CONSTRAINT imported_record_import_fkey
        FOREIGN KEY (import_id, scheme_id, lead_id)
        REFERENCES accreditation_import (id, scheme_id, lead_id)
);

SELECT protect_tables();
GRANT SELECT, INSERT ON accreditation_import, imported_record TO app_staff;
CREATE POLICY accreditation_import_seen ON accreditation_import FOR SELECT
    TO app_staff
    USING (lead_id = (SELECT me_org())
           AND (SELECT me_role()) IN ('lead', 'auditor'));
CREATE POLICY accreditation_import_made ON accreditation_import FOR INSERT
    TO app_staff
    WITH CHECK (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead');
CREATE POLICY imported_record_seen ON imported_record FOR SELECT TO app_staff
    USING (lead_id = (SELECT me_org())
           AND (SELECT me_role()) IN ('lead', 'auditor'));
CREATE POLICY imported_record_made ON imported_record FOR INSERT TO app_staff
    WITH CHECK (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead');

CREATE VIEW accreditation_import_shown WITH (security_invoker = true) AS
SELECT i.id, i.scheme_id, i.imported_at,
       json_build_object(
           'id', i.id,
           'scheme_id', i.scheme_id,
           'source', i.source,
           'imported_at', utc_text(i.imported_at),
           'items', (
               SELECT coalesce(json_agg(json_build_object(
                          'outcome', r.outcome,
                          'provider_id', r.provider_id,
                          'application_id', r.application_id,
                          'left_out', r.left_out,
                          'record', r.record) ORDER BY r.number), '[]')
                 FROM imported_record r WHERE r.import_id = i.id)) AS body
  FROM accreditation_import i;
GRANT SELECT ON accreditation_import_shown TO app_staff;

-- Codes of what a record answers that the category does not ask for.
CREATE FUNCTION unasked(place text, answers jsonb, asked jsonb)
RETURNS SETOF text LANGUAGE sql IMMUTABLE AS $$
    SELECT place || a.key FROM jsonb_object_keys($2) AS a (key)
     WHERE NOT EXISTS (SELECT FROM jsonb_array_elements($3) AS q
                        WHERE q->>'code' = a.key)
     ORDER BY 1
$$;

-- The provider's home that a record is about, made if there is none; NULL if
-- its postcode has no place. A definer's, for it is the provider's row.
CREATE FUNCTION import_home(provider uuid, home jsonb) RETURNS uuid
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    found uuid;
BEGIN
    SELECT e.id INTO found FROM public.establishment e
     WHERE e.provider_id = provider
       AND (e.id::text = home->>'id'
            OR (e.regulator_scheme = home->'regulator'->>'scheme'
                AND e.regulator_id = home->'regulator'->>'id'))
     ORDER BY e.id::text = home->>'id' DESC LIMIT 1;
    IF found IS NULL THEN
        INSERT INTO public.establishment (provider_id, name, line_1, line_2,
            town, postcode, grid, regulator_scheme, regulator_id, rating,
            capacity, vacancies, profile)
        SELECT provider, home->>'name', home->'address'->>'line_1',
               home->'address'->>'line_2', home->'address'->>'town', p.code,
               p.grid, home->'regulator'->>'scheme',
               home->'regulator'->>'id', home->>'rating',
               (home->>'capacity')::integer, (home->>'vacancies')::integer,
               home->'profile'
          FROM public.postcode p
         WHERE p.code = public.postcode_key(home->'address'->>'postcode')
           AND p.grid IS NOT NULL
        RETURNING id INTO found;
    END IF;
    RETURN found;
END $$;

-- One record becomes a draft of its provider's, or says why not. A definer's,
-- for a draft is nobody's but the provider's to see or to write; called by the
-- lead of the scheme alone.
CREATE FUNCTION import_draft(into_scheme uuid, provider uuid, record jsonb)
RETURNS TABLE (outcome text, application uuid, left_out jsonb)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    s public.scheme;
    c public.category;
    home uuid;
BEGIN
    left_out := '[]';
    SELECT * INTO s FROM public.scheme x
     WHERE x.id = into_scheme AND x.lead_id = public.me_org()
       AND public.me_role() = 'lead';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no scheme of yours'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT * INTO c FROM public.category x
     WHERE x.scheme_id = s.id AND x.code = record->'category'->>'code';
    outcome := CASE
        WHEN NOT FOUND THEN 'category_unknown'
        WHEN NOT EXISTS (SELECT FROM public.organisation o
                          WHERE o.id = provider AND o.kind = 'provider')
        THEN 'provider_unknown' END;
    IF outcome IS NULL THEN
        home := public.import_home(provider, record->'establishment');
        SELECT 'already_drafted', e.application_id
          INTO outcome, application
          FROM public.entry e
         WHERE e.establishment_id = home AND e.category_id = c.id
           AND e.state = 'draft' LIMIT 1;
        outcome := CASE
            WHEN home IS NULL THEN 'place_unknown'
            WHEN EXISTS (SELECT FROM public.accreditation a
                          WHERE a.establishment_id = home
                            AND a.category_id = c.id
                            AND a.state NOT IN ('removed', 'withdrawn'))
            THEN 'already_accredited'
            ELSE coalesce(outcome, 'drafted') END;
    END IF;
    IF outcome = 'drafted' THEN
        INSERT INTO public.application (provider_id, scheme_id, lead_id)
        VALUES (provider, s.id, s.lead_id) RETURNING id INTO application;
        INSERT INTO public.entry (application_id, establishment_id,
            category_id, provider_id, scheme_id, lead_id, requirements,
            statements, core_pence, discounts)
        VALUES (application, home, c.id, provider, s.id, s.lead_id,
            public.costs_under(record->'answers'->'requirements',
                               c.requirements),
            public.costs_under(record->'answers'->'statements', c.statements),
            public.costs_under(record->'in_force'->'core_pence',
                               c.cost_heads),
            record->'accreditation'->'discounts');
        SELECT coalesce(jsonb_agg(u.pointer), '[]') INTO left_out
          FROM (SELECT public.unasked('#/answers/requirements/',
                           record->'answers'->'requirements', c.requirements)
                 UNION ALL
                SELECT public.unasked('#/answers/statements/',
                           record->'answers'->'statements', c.statements)
                 UNION ALL
                SELECT public.unasked('#/in_force/core_pence/',
                           record->'in_force'->'core_pence', c.cost_heads))
               AS u (pointer);
    END IF;
    RETURN NEXT;
END $$;
GRANT EXECUTE ON FUNCTION import_draft(uuid, uuid, jsonb) TO app_staff;
