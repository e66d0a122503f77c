-- From the assessment to a decision that can be answered for: what failed is
-- told to the applicant first, registers are looked into, conditions are set,
-- a decision is looked at again (lifecycles.md 2.3; R032, R040, R066, R075;
-- ADR 20).

-- Which registers somebody looks into before a home is accredited. Of its
-- requirements, exclusion says whether one is a ground of exclusion (R032).
ALTER TABLE category
    ADD COLUMN due_diligence jsonb NOT NULL DEFAULT '[]';
GRANT SELECT (due_diligence) ON category TO app_public;

-- Who decided: somebody else answers a request to look at it again.
ALTER TABLE entry ADD COLUMN decided_by uuid,
    ADD COLUMN review_until timestamptz; -- exclusive
GRANT UPDATE (decided_by, review_until) ON entry TO app_staff;

-- What the lead found to have failed, before it refuses, and what the applicant
-- says to that until answer_by (PA23 s.58(2)). Each stands.
CREATE TABLE entry_warning (
    entry_id        uuid NOT NULL,
    number          integer NOT NULL,
    lead_id         uuid NOT NULL,
    provider_id     uuid NOT NULL,
    failed          jsonb NOT NULL, -- [{code, question, evidence, exclusion}]
    reason          text NOT NULL,
    answer_by       timestamptz NOT NULL, -- exclusive
    warned_by       uuid NOT NULL,
    warned_at       timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT entry_warning_pkey PRIMARY KEY (entry_id, number),
    CONSTRAINT entry_warning_entry_fkey FOREIGN KEY (entry_id)
        REFERENCES entry (id)
);
CREATE TABLE entry_representation (
    entry_id    uuid NOT NULL,
    number      integer NOT NULL, -- of the warning
    lead_id     uuid NOT NULL,
    provider_id uuid NOT NULL,
    text        text NOT NULL,
    made_by     uuid NOT NULL,
    made_at     timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT entry_representation_pkey PRIMARY KEY (entry_id, number),
    CONSTRAINT entry_representation_warning_fkey
        FOREIGN KEY (entry_id, number)
        REFERENCES entry_warning (entry_id, number)
);

-- An exclusion is told to the Minister (PA23 s.59).
CREATE TABLE exclusion_notice (
    entry_id    uuid NOT NULL,
    lead_id     uuid NOT NULL,
    scheme_id   uuid NOT NULL,
    grounds     jsonb NOT NULL, -- codes of requirements
    due_on      date NOT NULL,
    given_on    date,
    reference   text,
    CONSTRAINT exclusion_notice_pkey PRIMARY KEY (entry_id),
    CONSTRAINT exclusion_notice_entry_fkey FOREIGN KEY (entry_id)
        REFERENCES entry (id)
);

-- What was found in registers, as it stood when somebody looked.
CREATE TABLE due_diligence (
    entry_id    uuid NOT NULL,
    version     integer NOT NULL,
    lead_id     uuid NOT NULL,
    checks      jsonb NOT NULL, -- [{register, source, checked_on, result,
                                --   reference, note}]
    checked_by  uuid NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT due_diligence_pkey PRIMARY KEY (entry_id, version),
    CONSTRAINT due_diligence_entry_fkey FOREIGN KEY (entry_id)
        REFERENCES entry (id)
);

CREATE TABLE accreditation_condition (
    id               uuid NOT NULL DEFAULT gen_random_uuid(),
    accreditation_id uuid NOT NULL,
    entry_id         uuid NOT NULL,
    lead_id          uuid NOT NULL,
    provider_id      uuid NOT NULL,
    scheme_id        uuid NOT NULL,
    place            integer NOT NULL,
    text             text NOT NULL,
    due_on           date NOT NULL,
    met_on           date,
    note             text,
    noted_by         uuid,
    CONSTRAINT accreditation_condition_pkey PRIMARY KEY (id),
    CONSTRAINT accreditation_condition_place UNIQUE (accreditation_id, place),
    CONSTRAINT accreditation_condition_accreditation_fkey
        FOREIGN KEY (accreditation_id) REFERENCES accreditation (id)
);

-- The applicant asks for another look at a decision, and is answered.
CREATE TABLE entry_review (
    entry_id    uuid NOT NULL,
    lead_id     uuid NOT NULL,
    provider_id uuid NOT NULL,
    scheme_id   uuid NOT NULL,
    text        text NOT NULL,
    asked_by    uuid NOT NULL,
    asked_at    timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT entry_review_pkey PRIMARY KEY (entry_id),
    CONSTRAINT entry_review_entry_fkey FOREIGN KEY (entry_id)
        REFERENCES entry (id)
);
CREATE TABLE entry_review_answer (
    entry_id    uuid NOT NULL,
    lead_id     uuid NOT NULL,
    provider_id uuid NOT NULL,
    outcome     text NOT NULL
        CONSTRAINT entry_review_answer_outcome CHECK (outcome IN
        ('stands', 'reopened')), -- vocabulary: review_outcome
    reason      text NOT NULL,
    answered_by uuid NOT NULL,
    answered_at timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT entry_review_answer_pkey PRIMARY KEY (entry_id),
    CONSTRAINT entry_review_answer_review_fkey FOREIGN KEY (entry_id)
        REFERENCES entry_review (entry_id)
);

---------------------------------------------------------------- policies

SELECT protect_tables();

GRANT SELECT, INSERT ON entry_warning, entry_representation, due_diligence,
    exclusion_notice, accreditation_condition, entry_review,
    entry_review_answer TO app_staff;
GRANT UPDATE (given_on, reference) ON exclusion_notice TO app_staff;
GRANT UPDATE (met_on, note, noted_by) ON accreditation_condition TO app_staff;

-- What the two say to each other: both read it, each writes its own.
DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['entry_warning', 'entry_representation',
        'entry_review', 'entry_review_answer', 'accreditation_condition'] LOOP
        EXECUTE format('CREATE POLICY %1$s_seen ON %1$s FOR SELECT'
            ' TO app_staff'
            ' USING ((lead_id = (SELECT me_org())'
            '         AND (SELECT me_role()) IN (''lead'', ''auditor''))'
            '        OR (provider_id = (SELECT me_org())'
            '            AND (SELECT me_role()) = ''provider''))', t);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['due_diligence', 'exclusion_notice'] LOOP
        EXECUTE format('CREATE POLICY %1$s_seen ON %1$s FOR SELECT'
            ' TO app_staff'
            ' USING (lead_id = (SELECT me_org())'
            '        AND (SELECT me_role()) IN (''lead'', ''auditor''))', t);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['entry_warning', 'due_diligence',
        'exclusion_notice', 'accreditation_condition',
        'entry_review_answer'] LOOP
        EXECUTE format('CREATE POLICY %1$s_made ON %1$s FOR INSERT'
            ' TO app_staff'
            ' WITH CHECK (lead_id = (SELECT me_org())'
            '             AND (SELECT me_role()) = ''lead'''
            '             AND EXISTS (SELECT FROM entry e'
            '                          WHERE e.id = %1$s.entry_id'
            '                            AND e.lead_id = %1$s.lead_id))', t);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['entry_representation', 'entry_review'] LOOP
        EXECUTE format('CREATE POLICY %1$s_made ON %1$s FOR INSERT'
            ' TO app_staff'
            ' WITH CHECK (provider_id = (SELECT me_org())'
            '             AND (SELECT me_role()) = ''provider'''
            '             AND EXISTS (SELECT FROM entry e'
            '                          WHERE e.id = %1$s.entry_id'
            '                            AND e.lead_id = %1$s.lead_id'
            '                            AND e.provider_id'
            '                                = %1$s.provider_id))', t);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['exclusion_notice', 'accreditation_condition']
    LOOP
        EXECUTE format('CREATE POLICY %1$s_changed ON %1$s FOR UPDATE'
            ' TO app_staff'
            ' USING (lead_id = (SELECT me_org())'
            '        AND (SELECT me_role()) = ''lead'')', t);
    END LOOP;
END $$;
CREATE POLICY accreditation_condition_partner ON accreditation_condition
    FOR SELECT TO app_staff
    USING (scheme_id = ANY ((SELECT my_schemes())::uuid[])
           AND (SELECT me_role()) IN ('council', 'auditor'));
-- Nobody speaks in a colleague's name.
CREATE POLICY entry_warning_own ON entry_warning AS RESTRICTIVE
    FOR INSERT TO app_staff WITH CHECK (warned_by = (SELECT me_self()));
CREATE POLICY due_diligence_own ON due_diligence AS RESTRICTIVE
    FOR INSERT TO app_staff WITH CHECK (checked_by = (SELECT me_self()));
CREATE POLICY entry_representation_own ON entry_representation AS RESTRICTIVE
    FOR INSERT TO app_staff WITH CHECK (made_by = (SELECT me_self()));
CREATE POLICY entry_review_own ON entry_review AS RESTRICTIVE
    FOR INSERT TO app_staff WITH CHECK (asked_by = (SELECT me_self()));
CREATE POLICY entry_review_answer_own ON entry_review_answer AS RESTRICTIVE
    FOR INSERT TO app_staff WITH CHECK (answered_by = (SELECT me_self()));

------------------------------------------------------------------- views

-- The last warning of an entry, and what was said to it.
CREATE VIEW entry_warning_shown WITH (security_invoker = true) AS
SELECT w.entry_id, w.number,
       json_build_object(
           'entry_id', w.entry_id,
           'number', w.number,
           'failed', w.failed,
           'reason', w.reason,
           'warned_at', utc_text(w.warned_at),
           'answer_by', utc_text(w.answer_by),
           'representation', CASE WHEN r.entry_id IS NOT NULL THEN
               json_build_object(
                   'text', r.text,
                   'made_at', utc_text(r.made_at)) END) AS body
  FROM entry_warning w
  LEFT JOIN entry_representation r
    ON r.entry_id = w.entry_id AND r.number = w.number;

CREATE VIEW exclusion_notice_shown WITH (security_invoker = true) AS
SELECT n.entry_id,
       json_build_object(
           'entry_id', n.entry_id,
           'grounds', n.grounds,
           'due_on', n.due_on,
           'given_on', n.given_on,
           'reference', n.reference,
           'overdue', n.given_on IS NULL AND n.due_on < london_day())
           AS body
  FROM exclusion_notice n;

CREATE VIEW due_diligence_shown WITH (security_invoker = true) AS
SELECT d.entry_id, d.version,
       json_build_object(
           'entry_id', d.entry_id,
           'version', d.version,
           'checks', d.checks,
           'checked_by', officer(d.checked_by),
           'recorded_at', utc_text(d.recorded_at)) AS body
  FROM due_diligence d;

CREATE VIEW accreditation_condition_shown WITH (security_invoker = true) AS
SELECT k.id, k.accreditation_id, k.entry_id, k.place,
       json_build_object(
           'id', k.id,
           'accreditation_id', k.accreditation_id,
           'text', k.text,
           'due_on', k.due_on,
           'met_on', k.met_on,
           'note', k.note,
           'overdue', k.met_on IS NULL AND k.due_on < london_day()) AS body
  FROM accreditation_condition k;

CREATE VIEW entry_review_shown WITH (security_invoker = true) AS
SELECT r.entry_id,
       json_build_object(
           'entry_id', r.entry_id,
           'text', r.text,
           'asked_at', utc_text(r.asked_at),
           'answer', CASE WHEN a.entry_id IS NOT NULL THEN
               json_build_object(
                   'outcome', a.outcome,
                   'reason', a.reason,
                   'answered_at', utc_text(a.answered_at)) END) AS body
  FROM entry_review r
  LEFT JOIN entry_review_answer a ON a.entry_id = r.entry_id;

-- Every score and every reason, for the one whom the decision concerns (R075).
-- The people who scored have numbers, not names.
CREATE VIEW entry_feedback_shown WITH (security_invoker = true) AS
SELECT e.id AS entry_id, e.application_id,
       json_build_object(
           'entry_id', e.id,
           'outcome', e.state,
           'reason', e.decision_reason,
           'decided_at', utc_text(e.decided_at),
           'rating', t.rating,
           'core_score', t.core_score,
           'requirements', coalesce((
               SELECT json_agg(json_build_object(
                          'code', q.item->'code',
                          'question', q.item->'question',
                          'pass', t.requirements->(q.item->>'code')->'pass',
                          'reason', coalesce(
                              t.requirements->(q.item->>'code')->>'reason',
                              ''))
                      ORDER BY q.n)
                 FROM jsonb_array_elements(c.requirements)
                      WITH ORDINALITY AS q (item, n)), '[]'),
           'statements', coalesce((
               SELECT json_agg(json_build_object(
                          'code', q.item->'code',
                          'question', q.item->'question',
                          'weight', q.item->'weight',
                          'score', t.statements->(q.item->>'code')->'score',
                          'points', round(
                              (q.item->>'weight')::numeric
                              * (t.statements->(q.item->>'code')
                                 ->>'score')::numeric / 5, 4),
                          'reason', coalesce(
                              t.statements->(q.item->>'code')->>'reason', ''),
                          'scores', coalesce((
                              SELECT json_agg(json_build_object(
                                         'scorer', s.n,
                                         'score', s.mark->'score',
                                         'reason', coalesce(
                                             s.mark->>'reason', ''))
                                     ORDER BY s.n)
                                FROM (SELECT g.statements
                                                 ->(q.item->>'code') AS mark,
                                             row_number() OVER (
                                                 ORDER BY g.scored_at,
                                                          g.scorer_id) AS n
                                        FROM entry_score g
                                       WHERE g.entry_id = e.id
                                         AND g.set_aside_at IS NULL) AS s),
                              '[]'))
                      ORDER BY q.n)
                 FROM jsonb_array_elements(c.statements)
                      WITH ORDINALITY AS q (item, n)), '[]'),
           'conditions', coalesce((
               SELECT json_agg(k.body ORDER BY k.place)
                 FROM accreditation_condition_shown k
                WHERE k.entry_id = e.id), '[]'),
           'review_until', utc_text(e.review_until)) AS body
  FROM entry e
  JOIN category c ON c.id = e.category_id
  JOIN assessment t ON t.entry_id = e.id
 WHERE e.decided_at IS NOT NULL AND e.state IN ('accredited', 'refused');

GRANT SELECT ON entry_warning_shown, exclusion_notice_shown,
    due_diligence_shown, accreditation_condition_shown, entry_review_shown,
    entry_feedback_shown TO app_staff;

-- As in 0029, and what is looked into.
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
           'created_at', utc_text(c.created_at)) AS body
  FROM category c
  JOIN scheme s ON s.id = c.scheme_id;

-------------------------------------------------------------- who scores

-- As in 0021, of an entry that is in its last stage.
CREATE OR REPLACE FUNCTION scorer_candidate(entry uuid, who uuid)
RETURNS TABLE (organisation_id uuid, trained boolean, conflicted boolean,
               apart boolean, scored boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT u.organisation_id, public.is_trained(u.id),
           public.is_conflicted(e.application_id, u.id),
           public.scorers_apart(e.id, u.id), public.has_scored(e.id, u.id)
      FROM public.entry e, public.app_user u
     WHERE e.id = scorer_candidate.entry AND u.id = who
       AND e.state NOT IN ('draft', 'stage_1', 'stage_2')
       AND e.lead_id = public.me_org() AND public.me_role() = 'lead'
       AND u.disabled_at IS NULL
       AND ((u.organisation_id = e.lead_id AND u.role = 'lead')
            OR (u.role = 'council' AND EXISTS (
                SELECT FROM public.scheme_council m
                 WHERE m.scheme_id = e.scheme_id
                   AND m.organisation_id = u.organisation_id
                   AND public.london_day() BETWEEN m.from_on AND m.to_on)));
END $$;

-- As in 0021, with the state as of now.
CREATE OR REPLACE FUNCTION scoring_paper(application uuid, entry uuid) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (
        SELECT json_build_object(
                   'entry_id', e.id,
                   'application_id', p.id,
                   'application_reference', p.reference,
                   'state', public.entry_state_now(e.state,
                       public.application_state_now(
                       p.state, p.lapses_after)),
                   'establishment', json_build_object(
                       'id', h.id, 'name', h.name, 'town', h.town),
                   'category', json_build_object(
                       'id', c.id, 'code', c.code, 'name', c.name),
                   'assessors', c.assessors,
                   'complete', public.scores_complete(e.id),
                   'statements', (
                       SELECT json_agg(json_build_object(
                                  'code', q.item->'code',
                                  'question', q.item->'question',
                                  'weight', q.item->'weight',
                                  'co_produced', coalesce(
                                      q.item->'co_produced', 'false'),
                                  'scorer_group', q.item->'scorer_group',
                                  'answer', coalesce(
                                      e.statements->>(q.item->>'code'), ''))
                              ORDER BY q.n)
                         FROM jsonb_array_elements(c.statements)
                              WITH ORDINALITY AS q (item, n)))
          FROM public.entry e
          JOIN public.application p ON p.id = e.application_id
          JOIN public.establishment h ON h.id = e.establishment_id
          JOIN public.category c ON c.id = e.category_id
         WHERE e.id = scoring_paper.entry AND p.id = scoring_paper.application
           AND e.state NOT IN ('draft', 'stage_1', 'stage_2')
           AND ((e.lead_id = public.me_org()
                 AND public.me_role() IN ('lead', 'auditor'))
                OR EXISTS (SELECT FROM public.entry_scorer r
                            WHERE r.entry_id = e.id
                              AND r.ended_at IS NULL
                              AND r.scorer_id = public.me_self()
                              AND public.me_role() = 'council')));
END $$;
