-- Optional schedules: what a home offers at a fixed price besides (R045), such
-- as weekly or termly residence or a therapy. Only what is offered is shown.

ALTER TABLE category
    ADD COLUMN schedules jsonb NOT NULL DEFAULT '[]'; -- [{code, name, unit}]
GRANT SELECT (schedules) ON category TO app_public;

ALTER TABLE entry
    ADD COLUMN schedule_pence jsonb NOT NULL DEFAULT '{}'; -- {code: pence}
GRANT UPDATE (schedule_pence) ON entry TO app_staff;

ALTER TABLE accreditation
    ADD COLUMN schedule_pence jsonb NOT NULL DEFAULT '{}'; -- as it was admitted

-- What is shown, with one member more if that holds anything.
CREATE FUNCTION shown_with(body json, member text, value jsonb) RETURNS json
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN value IN ('{}', '[]') THEN body
           ELSE (left(body::text, -1) || ', ' || to_json(member)::text || ': '
                 || value::text || '}')::json END
$$;
GRANT EXECUTE ON FUNCTION shown_with(json, text, jsonb)
    TO app_staff, app_public;

-- As in 0031, and its schedules.
CREATE OR REPLACE VIEW category_shown WITH (security_invoker = true) AS
SELECT c.id, c.scheme_id, c.name,
       shown_with(json_build_object(
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
                          'exclusion', r.item->'exclusion',
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
           'due_diligence', c.due_diligence,
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
           'created_at', utc_text(c.created_at)),
           'schedules', c.schedules) AS body
  FROM category c
  JOIN scheme s ON s.id = c.scheme_id;

-- As in 0029, and what is offered besides.
CREATE OR REPLACE VIEW entry_shown WITH (security_invoker = true) AS
SELECT e.id, e.application_id,
       shown_with(json_build_object(
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
           'accreditation_id', a.id),
           'schedule_pence', e.schedule_pence) AS body
  FROM entry e
  JOIN application p ON p.id = e.application_id
  LEFT JOIN accreditation a ON a.entry_id = e.id;

-- As in 0023, and what is offered besides, to councils too: it is for them,
-- and no bid is about it.
CREATE OR REPLACE VIEW accreditation_shown WITH (security_invoker = true) AS
SELECT a.id, a.scheme_id, a.category_id, a.establishment_id, n.state,
       a.accredited_at,
       shown_with(CASE WHEN (SELECT me_role()) = 'council'
       THEN json_build_object(
           'id', a.id,
           'state', n.state,
           'establishment', json_build_object(
               'id', h.id, 'name', h.name, 'town', h.town),
           'provider', json_build_object('id', o.id, 'name', o.name),
           'scheme_id', a.scheme_id,
           'category_id', a.category_id,
           'category_code', c.code,
           'rating', a.rating,
           'core_score', core_score_in_force(a.id, a.core_score,
               london_day(now.at), now.at),
           'accredited_at', utc_text(a.accredited_at),
           'ground', n.ground,
           'review_ground', n.review_ground,
           'failed', a.failed,
           'reason', a.reason,
           'audited_on', a.audited_on,
           'audit_due_on', a.audit_due_on,
           'changed_at', utc_text(a.changed_at))
       ELSE json_build_object(
           'id', a.id,
           'state', n.state,
           'establishment', json_build_object(
               'id', h.id, 'name', h.name, 'town', h.town),
           'provider', json_build_object('id', o.id, 'name', o.name),
           'scheme_id', a.scheme_id,
           'category_id', a.category_id,
           'category_code', c.code,
           'rating', a.rating,
           'core_score', core_score_in_force(a.id, a.core_score,
               london_day(now.at), now.at),
           'core_pence', core_pence_in_force(a.id, a.core_pence,
               london_day(now.at), now.at),
           'discounts', a.discounts,
           'accredited_at', utc_text(a.accredited_at),
           'ground', n.ground,
           'review_ground', n.review_ground,
           'failed', a.failed,
           'reason', a.reason,
           'audited_on', a.audited_on,
           'audit_due_on', a.audit_due_on,
           'changed_at', utc_text(a.changed_at))
       END, 'schedule_pence', a.schedule_pence) AS body
  FROM accreditation a
  JOIN establishment h ON h.id = a.establishment_id
  JOIN category c ON c.id = a.category_id
  JOIN organisation o ON o.id = a.provider_id
 CROSS JOIN (SELECT now_utc() AS at) AS now
 CROSS JOIN LATERAL (
       SELECT s.state,
              CASE WHEN s.state = 'suspended' AND a.state <> 'suspended'
                   THEN a.stands_ground ELSE a.ground END AS ground,
              CASE WHEN s.state = 'under_review' THEN
                   CASE WHEN a.review_at <= now.at THEN a.review_ground
                        ELSE 'early_warning' END END AS review_ground
         FROM (SELECT accreditation_state_at(a.state, a.stands_until,
                          a.review_at, now.at) AS state) AS s) AS n;

-- As in 0033, and what is offered besides.
CREATE OR REPLACE VIEW accreditation_record WITH (security_invoker = true) AS
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
           'accreditation', shown_with(json_build_object(
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
               'schedule_pence', a.schedule_pence),
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

CREATE OR REPLACE FUNCTION import_draft(into_scheme uuid, provider uuid,
    record jsonb)
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
            statements, core_pence, schedule_pence, discounts)
        VALUES (application, home, c.id, provider, s.id, s.lead_id,
            public.costs_under(record->'answers'->'requirements',
                               c.requirements),
            public.costs_under(record->'answers'->'statements', c.statements),
            public.costs_under(record->'in_force'->'core_pence',
                               c.cost_heads),
            public.costs_under(record->'accreditation'->'schedule_pence',
                               c.schedules),
            record->'accreditation'->'discounts');
        SELECT coalesce(jsonb_agg(u.pointer), '[]') INTO left_out
          FROM (SELECT public.unasked('#/answers/requirements/',
                           record->'answers'->'requirements', c.requirements)
                 UNION ALL
                SELECT public.unasked('#/answers/statements/',
                           record->'answers'->'statements', c.statements)
                 UNION ALL
                SELECT public.unasked('#/in_force/core_pence/',
                           record->'in_force'->'core_pence', c.cost_heads)
                 UNION ALL
                SELECT public.unasked('#/accreditation/schedule_pence/',
                           record->'accreditation'->'schedule_pence',
                           c.schedules))
               AS u (pointer);
    END IF;
    RETURN NEXT;
END $$;
