-- Applying in two stages, questions that categories share, clarifications to
-- all, and who applies together with whom.

------------------------------------------------------------------- categories

ALTER TABLE category
    ADD COLUMN weights_rationale text, -- why price and quality weigh so: R073
    ADD COLUMN highest_risk text -- of the financial assessment: R033
        CONSTRAINT category_highest_risk CHECK (highest_risk IN
        ('low', 'moderate', 'high')), -- vocabulary: risk_band
    ADD COLUMN dfe_registration boolean NOT NULL DEFAULT false; -- R037
GRANT SELECT (weights_rationale, highest_risk, dfe_registration) ON category
    TO app_public;

-- The same question in the same words for all categories (R193).
CREATE TABLE scheme_question (
    id            uuid NOT NULL DEFAULT gen_random_uuid(),
    scheme_id     uuid NOT NULL,
    lead_id       uuid NOT NULL,
    kind          text NOT NULL
        CONSTRAINT scheme_question_kind CHECK (kind IN
        ('requirement', 'statement')), -- vocabulary: question_kind
    code          text NOT NULL,
    question      text NOT NULL,
    justification text NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT scheme_question_pkey PRIMARY KEY (id),
    CONSTRAINT scheme_question_code_key UNIQUE (scheme_id, kind, code),
    CONSTRAINT scheme_question_scheme_fkey FOREIGN KEY (scheme_id, lead_id)
        REFERENCES scheme (id, lead_id)
);

-- Items of a category with the words of the library where they have none.
CREATE FUNCTION library_fill(of_scheme uuid, of_kind text, items jsonb)
RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT coalesce(jsonb_agg(
               coalesce(jsonb_build_object('question', q.question,
                   'justification', q.justification), '{}') || i.item
               ORDER BY i.n), '[]')
      FROM jsonb_array_elements(items) WITH ORDINALITY AS i (item, n)
      LEFT JOIN scheme_question q ON q.scheme_id = of_scheme
            AND q.kind = of_kind AND q.code = i.item->>'code'
$$;

---------------------------------------------------------------- two stages

ALTER TABLE entry
    ADD COLUMN dfe_number text,
    ADD COLUMN first_stage jsonb,  -- {requirements, passed, decided_at}
    ADD COLUMN second_stage jsonb; -- {submitted_at, signatory, receipt}

-- What was answered for the first stage stands.
CREATE FUNCTION answers_of_first_stage(answers jsonb, items jsonb)
RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(jsonb_object_agg(a.key, a.value), '{}')
      FROM jsonb_each(answers) AS a
     WHERE EXISTS (SELECT FROM jsonb_array_elements(items) AS i
                    WHERE i->>'code' = a.key
                      AND i->'stage' IS DISTINCT FROM '2')
$$;

-- A second stage that came later is due later.
CREATE FUNCTION second_stage_due(which uuid, due date) RETURNS void
LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    UPDATE public.application SET assess_due_on = greatest(assess_due_on, due)
     WHERE id = which AND provider_id = public.me_org()
       AND public.me_role() = 'provider'
       AND state IN ('submitted', 'information_requested')
$$;

---------------------------------------------------------- who applies, and how

ALTER TABLE application
    ADD COLUMN party_type text NOT NULL DEFAULT 'single'
        CONSTRAINT application_party_type CHECK (party_type IN
        ('single', 'consortium', 'alliance', 'prime_contractor')), -- vocabulary: party_type
    ADD COLUMN declared jsonb NOT NULL
        DEFAULT '{"notices": [], "exclusions": []}',
    ADD COLUMN financial jsonb; -- {risk_band, source, assessed_on, note}

-- Members and sub-contractors, each named and checked (R070).
CREATE TABLE application_party (
    id             uuid NOT NULL DEFAULT gen_random_uuid(),
    application_id uuid NOT NULL,
    provider_id    uuid NOT NULL,
    scheme_id      uuid NOT NULL,
    lead_id        uuid NOT NULL,
    place          integer NOT NULL,
    kind           text NOT NULL
        CONSTRAINT application_party_kind CHECK (kind IN
        ('member', 'sub_contractor')), -- vocabulary: party_kind
    name           text NOT NULL,
    company_number text,
    role           text NOT NULL, -- what it does
    checked        jsonb, -- {pass, source, checked_on, reason}
    CONSTRAINT application_party_pkey PRIMARY KEY (id),
    CONSTRAINT application_party_application_fkey
        FOREIGN KEY (application_id, provider_id, scheme_id, lead_id)
        REFERENCES application (id, provider_id, scheme_id, lead_id)
);
CREATE INDEX application_party_application_idx
    ON application_party (application_id, place);

--------------------------------------------------------------- clarifications

-- What a provider asks; who it was is no column that anybody may read.
CREATE TABLE clarification_request (
    id               uuid NOT NULL DEFAULT gen_random_uuid(),
    scheme_id        uuid NOT NULL,
    lead_id          uuid NOT NULL,
    asker_id         uuid NOT NULL DEFAULT me_org(),
    question         text NOT NULL,
    asked_at         timestamptz NOT NULL DEFAULT now_utc(),
    clarification_id uuid, -- where it was answered
    CONSTRAINT clarification_request_pkey PRIMARY KEY (id),
    CONSTRAINT clarification_request_scheme_fkey
        FOREIGN KEY (scheme_id, lead_id) REFERENCES scheme (id, lead_id)
);
CREATE INDEX clarification_request_scheme_idx
    ON clarification_request (scheme_id, asked_at, id);

-- Question and answer as everybody reads them (R074): a row of its own, so that
-- neither its id nor its time says which request it was.
CREATE TABLE clarification (
    id           uuid NOT NULL DEFAULT gen_random_uuid(),
    scheme_id    uuid NOT NULL,
    lead_id      uuid NOT NULL,
    question     text NOT NULL,
    answer       text NOT NULL,
    published_at timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT clarification_pkey PRIMARY KEY (id),
    CONSTRAINT clarification_scheme_fkey FOREIGN KEY (scheme_id, lead_id)
        REFERENCES scheme (id, lead_id)
);
CREATE INDEX clarification_scheme_idx
    ON clarification (scheme_id, published_at DESC, id DESC);

-- Whom an answer reaches: the councils, whoever has applied or is about to, and
-- whoever has asked. For its lead, and only to address an event.
CREATE FUNCTION clarification_audience(of_scheme uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT string_agg(r.id::text, ',')
      FROM (SELECT c.organisation_id AS id FROM public.scheme_council c
             WHERE c.scheme_id = of_scheme
             UNION
            SELECT a.provider_id FROM public.application a
             WHERE a.scheme_id = of_scheme
             UNION
            SELECT q.asker_id FROM public.clarification_request q
             WHERE q.scheme_id = of_scheme) AS r
     WHERE public.me_role() = 'lead'
       AND EXISTS (SELECT FROM public.scheme s WHERE s.id = of_scheme
                      AND s.lead_id = public.me_org())
$$;

------------------------------------------------------- who sees, who writes

SELECT protect_tables();

GRANT SELECT, INSERT ON scheme_question TO app_staff;
GRANT SELECT ON scheme_question TO app_public;
CREATE POLICY scheme_question_seen ON scheme_question FOR SELECT TO app_staff
    USING (lead_id = (SELECT me_org())
           OR EXISTS (SELECT FROM scheme s WHERE s.id = scheme_id));
CREATE POLICY scheme_question_public ON scheme_question
    FOR SELECT TO app_public
    USING (EXISTS (SELECT FROM scheme s WHERE s.id = scheme_id));
CREATE POLICY scheme_question_made ON scheme_question FOR INSERT TO app_staff
    WITH CHECK (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead');

GRANT UPDATE (dfe_number, first_stage, second_stage) ON entry TO app_staff;
GRANT UPDATE (party_type, declared, financial) ON application TO app_staff;

GRANT SELECT, INSERT, DELETE ON application_party TO app_staff;
GRANT UPDATE (checked) ON application_party TO app_staff;
CREATE POLICY application_party_seen ON application_party
    FOR SELECT TO app_staff
    USING (EXISTS (SELECT FROM application p WHERE p.id = application_id));
CREATE POLICY application_party_made ON application_party
    FOR INSERT TO app_staff
    WITH CHECK (provider_id = (SELECT me_org()) AND checked IS NULL
                AND (SELECT me_role()) = 'provider'
                AND EXISTS (SELECT FROM application p
                             WHERE p.id = application_id
                               AND p.state = 'draft'));
CREATE POLICY application_party_left ON application_party
    FOR DELETE TO app_staff
    USING (provider_id = (SELECT me_org())
           AND (SELECT me_role()) = 'provider'
           AND EXISTS (SELECT FROM application p WHERE p.id = application_id
                          AND p.state = 'draft'));
CREATE POLICY application_party_checked ON application_party
    FOR UPDATE TO app_staff
    USING (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead'
           AND EXISTS (SELECT FROM application p WHERE p.id = application_id));

GRANT SELECT (id, scheme_id, lead_id, question, asked_at, clarification_id),
    INSERT (scheme_id, lead_id, question), UPDATE (clarification_id)
    ON clarification_request TO app_staff;
CREATE POLICY clarification_request_seen ON clarification_request
    FOR SELECT TO app_staff
    USING (asker_id = (SELECT me_org())
           OR (lead_id = (SELECT me_org())
               AND (SELECT me_role()) IN ('lead', 'auditor')));
CREATE POLICY clarification_request_made ON clarification_request
    FOR INSERT TO app_staff
    WITH CHECK (asker_id = (SELECT me_org())
                AND (SELECT me_role()) = 'provider'
                AND clarification_id IS NULL);
CREATE POLICY clarification_request_answered ON clarification_request
    FOR UPDATE TO app_staff
    USING (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead'
           AND clarification_id IS NULL)
    WITH CHECK (lead_id = (SELECT me_org()));

GRANT SELECT, INSERT ON clarification TO app_staff;
GRANT SELECT ON clarification TO app_public;
CREATE POLICY clarification_seen ON clarification FOR SELECT TO app_staff
    USING (lead_id = (SELECT me_org())
           OR EXISTS (SELECT FROM scheme s WHERE s.id = scheme_id));
CREATE POLICY clarification_public ON clarification FOR SELECT TO app_public
    USING (EXISTS (SELECT FROM scheme s WHERE s.id = scheme_id));
CREATE POLICY clarification_made ON clarification FOR INSERT TO app_staff
    WITH CHECK (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead');

GRANT EXECUTE ON FUNCTION library_fill(uuid, text, jsonb),
    answers_of_first_stage(jsonb, jsonb), second_stage_due(uuid, date),
    clarification_audience(uuid) TO app_staff;

-------------------------------------------------------------- representations

-- The question of the library that an item asks in its words, or NULL.
CREATE FUNCTION library_id(of_scheme uuid, of_kind text, item jsonb)
RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT q.id FROM scheme_question q
     WHERE q.scheme_id = of_scheme AND q.kind = of_kind
       AND q.code = item->>'code' AND q.question = item->>'question'
$$;
GRANT EXECUTE ON FUNCTION library_id(uuid, text, jsonb),
    asks_in_stages(jsonb, jsonb) TO app_staff, app_public;

CREATE OR REPLACE VIEW category_shown WITH (security_invoker = true) AS
SELECT c.id, c.scheme_id, c.name,
       json_build_object(
           'id', c.id,
           'scheme_id', c.scheme_id,
           'code', c.code,
           'name', c.name,
           'state', category_state_now(c.state, s.state),
           'state_reason', c.state_reason,
           'client_group', c.client_group,
           'regulator', c.regulator,
           'listed', c.listed,
           'suitability', c.suitability,
           'price_unit', c.price_unit,
           'two_stages', asks_in_stages(c.requirements, c.statements),
           'requirements', coalesce((
               SELECT json_agg(json_strip_nulls(json_build_object(
                          'code', r.item->'code',
                          'question', r.item->'question',
                          'justification', r.item->'justification',
                          'stage', r.item->'stage',
                          'question_id', library_id(c.scheme_id,
                              'requirement', r.item)))
                      ORDER BY r.n)
                 FROM jsonb_array_elements(c.requirements)
                      WITH ORDINALITY AS r (item, n)), '[]'),
           'statements', coalesce((
               SELECT json_agg(json_strip_nulls(json_build_object(
                          'code', s.item->'code',
                          'question', s.item->'question',
                          'weight', s.item->'weight',
                          'justification', s.item->'justification',
                          'co_produced', s.item->'co_produced',
                          'scorer_group', s.item->'scorer_group',
                          'stage', s.item->'stage',
                          'question_id', library_id(c.scheme_id,
                              'statement', s.item)))
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
           'assessors', c.assessors,
           'core_cap_pence', c.core_cap_pence,
           'rating_floor', c.rating_floor,
           'weights', json_build_object(
               'price', c.weights->'price',
               'outcomes', c.weights->'outcomes',
               'needs', c.weights->'needs',
               'features', c.weights->'features',
               'location', c.weights->'location',
               'core', c.weights->'core'),
           'split', json_build_object(
               'price', c.weights->'price',
               'quality', 100 - (c.weights->>'price')::integer),
           'weights_rationale', c.weights_rationale,
           'highest_risk', c.highest_risk,
           'dfe_registration', c.dfe_registration,
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
  FROM category c
  JOIN scheme s ON s.id = c.scheme_id;

-- What is still missing before an application, or the second stage of one of
-- its entries, can be sent in; in order, everything, with where it belongs in
-- the application's representation. `kind` is for programs.
CREATE OR REPLACE FUNCTION application_missing(of_application uuid)
RETURNS TABLE (n bigint, pointer text, kind text, detail text)
LANGUAGE sql STABLE AS $$
    WITH open AS MATERIALIZED (
        SELECT e.id, e.state, e.requirements, e.statements, e.core_pence, e.at,
               e.dfe_number, c.dfe_registration,
               c.requirements AS asked_requirements,
               c.statements AS asked_statements, c.cost_heads,
               asks_in_stages(c.requirements, c.statements) AS in_stages,
               coalesce(h.requirements, '{}') AS held_requirements,
               coalesce(h.statements, '{}') AS held_statements
          FROM (SELECT *, row_number() OVER (ORDER BY place) - 1 AS at
                  FROM entry WHERE application_id = of_application) AS e
          JOIN category c ON c.id = e.category_id
          LEFT JOIN common_held(of_application) AS h ON h.entry_id = e.id
         WHERE e.state IN ('draft', 'stage_2')),
    missing AS (
        SELECT o.at, m.*
          FROM open o
         CROSS JOIN LATERAL (
               SELECT 1 AS part, r.n,
                      '/requirements/' || (r.item->>'code') AS place,
                      'requirement' AS kind,
                      'This requirement has not been answered.' AS detail
                 FROM jsonb_array_elements(o.asked_requirements)
                      WITH ORDINALITY AS r (item, n)
                WHERE NOT o.requirements ? (r.item->>'code')
                  AND NOT o.held_requirements ? (r.item->>'code')
                  AND (o.state <> 'draft'
                       OR r.item->'stage' IS DISTINCT FROM '2')
                UNION ALL
               SELECT 2, s.n, '/statements/' || (s.item->>'code'),
                      'statement', 'This statement has not been written.'
                 FROM jsonb_array_elements(o.asked_statements)
                      WITH ORDINALITY AS s (item, n)
                WHERE coalesce(o.statements->>(s.item->>'code'), '') = ''
                  AND coalesce(o.held_statements->>(s.item->>'code'), '') = ''
                  AND (o.state <> 'draft'
                       OR s.item->'stage' IS DISTINCT FROM '2')
                UNION ALL
               SELECT 3, h.n, '/core_pence/' || (h.item->>'code'), 'cost',
                      'This cost has not been given; it may be nothing.'
                 FROM jsonb_array_elements(o.cost_heads)
                      WITH ORDINALITY AS h (item, n)
                WHERE NOT o.core_pence ? (h.item->>'code')
                  AND (o.state <> 'draft' OR NOT o.in_stages)
                UNION ALL
               SELECT 4, 1, '/dfe_number', 'registration',
                      'This category needs a registration with the Department'
                      ' for Education.'
                WHERE o.dfe_registration AND o.dfe_number IS NULL
                UNION ALL
               SELECT 5, v.n, '/evidence/' || v.kind, 'evidence',
                      CASE v.reason
                          WHEN 'expired' THEN
                              'This document is no longer valid.'
                          WHEN 'cover_too_low' THEN
                              'The cover of this document is too low.'
                          WHEN 'rejected' THEN
                              'This document has been rejected.'
                          WHEN 'changed' THEN
                              'The home has changed since this document.'
                          ELSE 'This document is not there yet.' END
                 FROM evidence_missing(o.id) AS v
                WHERE o.state <> 'draft' OR NOT o.in_stages) AS m)
    SELECT row_number() OVER (ORDER BY l.at, l.part, l.n), l.pointer, l.kind,
           l.detail
      FROM (SELECT m.at, m.part, m.n, '#/entries/' || m.at || m.place
                       AS pointer, m.kind, m.detail
              FROM missing m
             UNION ALL
            SELECT -1, 0, 0, '#/entries', 'entry',
                   'The application is for no home in any category yet.'
             WHERE NOT EXISTS (SELECT FROM entry
                                WHERE application_id = of_application)) AS l
     ORDER BY 1
$$;

CREATE OR REPLACE VIEW entry_shown WITH (security_invoker = true) AS
SELECT e.id, e.application_id,
       json_build_object(
           'id', e.id,
           'application_id', e.application_id,
           'establishment_id', e.establishment_id,
           'category_id', e.category_id,
           'state', entry_state_now(e.state,
               application_state_now(p.state, p.lapses_after)),
           'requirements', e.requirements,
           'statements', e.statements,
           'common', (
               SELECT json_build_object(
                          'requirements', coalesce(h.requirements, '{}'),
                          'statements', coalesce(h.statements, '{}'))
                 FROM (SELECT 1) AS one
                 LEFT JOIN common_held(e.application_id) AS h
                   ON h.entry_id = e.id AND e.state = 'draft'),
           'core_pence', e.core_pence,
           'discounts', e.discounts,
           'dfe_number', e.dfe_number,
           'first_stage', e.first_stage,
           'second_stage', e.second_stage,
           'decision', CASE WHEN e.decided_at IS NOT NULL THEN
               json_build_object(
                   'outcome', e.state,
                   'reason', e.decision_reason,
                   'decided_at', utc_text(e.decided_at)) END,
           'withdrawal_reason', e.ended_reason,
           'accreditation_id', a.id) AS body
  FROM entry e
  JOIN application p ON p.id = e.application_id
  LEFT JOIN accreditation a ON a.entry_id = e.id;

CREATE VIEW scheme_question_shown WITH (security_invoker = true) AS
SELECT q.id, q.scheme_id, q.kind, q.code,
       json_build_object(
           'id', q.id,
           'scheme_id', q.scheme_id,
           'kind', q.kind,
           'code', q.code,
           'question', q.question,
           'justification', q.justification,
           'created_at', utc_text(q.created_at)) AS body
  FROM scheme_question q;

CREATE VIEW clarification_shown WITH (security_invoker = true) AS
SELECT c.id, c.scheme_id, c.published_at,
       json_build_object(
           'id', c.id,
           'scheme_id', c.scheme_id,
           'question', c.question,
           'answer', c.answer,
           'published_at', utc_text(c.published_at)) AS body
  FROM clarification c;

CREATE VIEW clarification_request_shown WITH (security_invoker = true) AS
SELECT r.id, r.scheme_id, r.asked_at,
       json_build_object(
           'id', r.id,
           'scheme_id', r.scheme_id,
           'question', r.question,
           'asked_at', utc_text(r.asked_at),
           'clarification_id', r.clarification_id) AS body
  FROM clarification_request r;

CREATE VIEW declarations_shown WITH (security_invoker = true) AS
SELECT p.id,
       json_build_object(
           'application_id', p.id,
           'party_type', p.party_type,
           'parties', coalesce((
               SELECT json_agg(json_build_object(
                          'id', m.id,
                          'kind', m.kind,
                          'name', m.name,
                          'company_number', m.company_number,
                          'role', m.role,
                          'checked', m.checked) ORDER BY m.place)
                 FROM application_party m
                WHERE m.application_id = p.id), '[]'),
           'notices', p.declared->'notices',
           'exclusions', p.declared->'exclusions') AS body
  FROM application p;

GRANT SELECT ON scheme_question_shown, clarification_shown
    TO app_staff, app_public;
GRANT SELECT ON clarification_request_shown, declarations_shown TO app_staff;
