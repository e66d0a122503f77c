-- Assessment by several: who may score an entry's statements, what each gave,
-- blind to the others until all have, and what was agreed on where they differ
-- (001 §7.7; R017, R031, R038-R042, R058; ADR 20).

-- How many people score the statements of an entry. With one, whoever assesses
-- it does. Of its statements, co_produced says that a question was made with
-- those it is about, and scorer_group for which group somebody has to score.
ALTER TABLE category ADD COLUMN assessors integer NOT NULL DEFAULT 1
    CONSTRAINT category_assessors CHECK (assessors BETWEEN 1 AND 5);
GRANT SELECT (assessors) ON category TO app_public;

ALTER TABLE application
    ADD CONSTRAINT application_of_lead UNIQUE (id, lead_id);
ALTER TABLE entry
    ADD CONSTRAINT entry_in_application
        UNIQUE (id, application_id, lead_id, provider_id);

-- What somebody who scores has learnt, and until when it counts (R031).
CREATE TABLE evaluator_training (
    id              uuid NOT NULL DEFAULT gen_random_uuid(),
    organisation_id uuid NOT NULL,
    user_id         uuid NOT NULL,
    course          text NOT NULL,
    completed_on    date NOT NULL,
    valid_until     date NOT NULL,
    evidence        text,
    recorded_by     uuid NOT NULL,
    recorded_at     timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT evaluator_training_pkey PRIMARY KEY (id),
    CONSTRAINT evaluator_training_dates CHECK (completed_on <= valid_until),
    CONSTRAINT evaluator_training_user_fkey
        FOREIGN KEY (user_id, organisation_id)
        REFERENCES app_user (id, organisation_id)
);
CREATE INDEX evaluator_training_user_idx
    ON evaluator_training (user_id, recorded_at DESC, id DESC);
CREATE INDEX evaluator_training_organisation_idx
    ON evaluator_training (organisation_id, valid_until);

-- What one person has said about one application. A conflict stands.
CREATE TABLE conflict_declaration (
    application_id  uuid NOT NULL,
    person_id       uuid NOT NULL,
    organisation_id uuid NOT NULL,
    lead_id         uuid NOT NULL,
    conflicted      boolean NOT NULL,
    nature          text,
    declared_at     timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT conflict_declaration_pkey PRIMARY KEY (application_id, person_id),
    CONSTRAINT conflict_declaration_nature
        CHECK (nature IS NOT NULL OR NOT conflicted),
    CONSTRAINT conflict_declaration_application_fkey
        FOREIGN KEY (application_id, lead_id)
        REFERENCES application (id, lead_id),
    CONSTRAINT conflict_declaration_person_fkey
        FOREIGN KEY (person_id, organisation_id)
        REFERENCES app_user (id, organisation_id)
);

CREATE TABLE entry_scorer (
    entry_id        uuid NOT NULL,
    scorer_id       uuid NOT NULL,
    application_id  uuid NOT NULL,
    lead_id         uuid NOT NULL,
    provider_id     uuid NOT NULL,
    organisation_id uuid NOT NULL, -- of the scorer
    speaks_for      text, -- the group whose score it is, as in scorer_group
    assigned_by     uuid NOT NULL,
    assigned_at     timestamptz NOT NULL DEFAULT now_utc(),
    ended_at        timestamptz, -- by a conflict
    CONSTRAINT entry_scorer_pkey PRIMARY KEY (entry_id, scorer_id),
    CONSTRAINT entry_scorer_entry_fkey
        FOREIGN KEY (entry_id, application_id, lead_id, provider_id)
        REFERENCES entry (id, application_id, lead_id, provider_id),
    CONSTRAINT entry_scorer_person_fkey
        FOREIGN KEY (scorer_id, organisation_id)
        REFERENCES app_user (id, organisation_id)
);
CREATE INDEX entry_scorer_person_idx
    ON entry_scorer (scorer_id, application_id);

CREATE TABLE entry_score (
    entry_id     uuid NOT NULL,
    scorer_id    uuid NOT NULL,
    lead_id      uuid NOT NULL,
    provider_id  uuid NOT NULL,
    statements   jsonb NOT NULL, -- {code: {score, reason}}
    scored_at    timestamptz NOT NULL DEFAULT now_utc(),
    set_aside_at timestamptz, -- its scorer turned out to have a conflict
    CONSTRAINT entry_score_pkey PRIMARY KEY (entry_id, scorer_id),
    CONSTRAINT entry_score_scorer_fkey FOREIGN KEY (entry_id, scorer_id)
        REFERENCES entry_scorer (entry_id, scorer_id)
);

-- Where scores lie more than one apart.
CREATE TABLE score_consensus (
    entry_id    uuid NOT NULL,
    lead_id     uuid NOT NULL,
    provider_id uuid NOT NULL,
    statements  jsonb NOT NULL, -- {code: {score, reason}}
    agreed_by   uuid NOT NULL,
    agreed_at   timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT score_consensus_pkey PRIMARY KEY (entry_id),
    CONSTRAINT score_consensus_entry_fkey FOREIGN KEY (entry_id)
        REFERENCES entry (id)
);

------------------------------------------------------- what policies ask

CREATE FUNCTION is_trained(who uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM public.evaluator_training t
         WHERE t.user_id = who
           AND public.london_day() BETWEEN t.completed_on AND t.valid_until);
END $$;

CREATE FUNCTION is_conflicted(application uuid, who uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM public.conflict_declaration d
         WHERE d.application_id = application AND d.person_id = who
           AND d.conflicted);
END $$;

-- That somebody has scored is no secret; what they gave is.
CREATE FUNCTION has_scored(entry uuid, who uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM public.entry_score s
                    WHERE s.entry_id = entry AND s.scorer_id = who);
END $$;

-- Whether everybody who was asked has scored, they are as many as the category
-- asks for, and every group that it names is among them. From then on each may
-- see what the others gave, and nobody changes a score.
CREATE FUNCTION scores_complete(entry uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    asked bigint;
    given bigint;
    groups text[];
BEGIN
    SELECT count(*), count(s.scorer_id),
           coalesce(array_agg(r.speaks_for)
                        FILTER (WHERE r.speaks_for IS NOT NULL), '{}')
      INTO asked, given, groups
      FROM public.entry_scorer r
      LEFT JOIN public.entry_score s
        ON s.entry_id = r.entry_id AND s.scorer_id = r.scorer_id
     WHERE r.entry_id = entry AND r.ended_at IS NULL;
    RETURN EXISTS (
        SELECT FROM public.entry e
          JOIN public.category c ON c.id = e.category_id
         WHERE e.id = entry AND c.assessors > 1
           AND asked = given AND given >= c.assessors
           AND NOT EXISTS (
               SELECT FROM jsonb_array_elements(c.statements) AS q (item)
                WHERE q.item->>'scorer_group' IS NOT NULL
                  AND q.item->>'scorer_group' <> ALL (groups)));
END $$;

-- Two who score go back to two people whom operators added (ADR 15).
CREATE FUNCTION scorers_apart(entry uuid, who uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN NOT EXISTS (
        SELECT FROM public.entry_scorer r
         WHERE r.entry_id = entry AND r.scorer_id <> who
           AND r.ended_at IS NULL
           AND (public.vouched_by(r.scorer_id)
                <> public.vouched_by(who)) IS NOT TRUE);
END $$;

-- Whom the lead of an entry may ask to score it: its own people, and officers
-- of the councils that are in the scheme today. No row for anybody else.
CREATE FUNCTION scorer_candidate(entry uuid, who uuid)
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
       AND e.state <> 'draft'
       AND e.lead_id = public.me_org() AND public.me_role() = 'lead'
       AND u.disabled_at IS NULL
       AND ((u.organisation_id = e.lead_id AND u.role = 'lead')
            OR (u.role = 'council' AND EXISTS (
                SELECT FROM public.scheme_council m
                 WHERE m.scheme_id = e.scheme_id
                   AND m.organisation_id = u.organisation_id
                   AND public.london_day() BETWEEN m.from_on AND m.to_on)));
END $$;

-- Who has learnt to score, for the lead of a scheme and its auditor.
CREATE FUNCTION scheme_evaluators(scheme uuid)
RETURNS TABLE (user_id uuid, name text, organisation_id uuid,
               organisation_name text, valid_until date)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 50
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT u.id, u.name, o.id, o.name,
           (SELECT max(t.valid_until) FROM public.evaluator_training t
             WHERE t.user_id = u.id
               AND t.completed_on <= public.london_day())
      FROM public.scheme s
      JOIN public.app_user u ON u.disabled_at IS NULL
       AND ((u.organisation_id = s.lead_id AND u.role = 'lead')
            OR (u.role = 'council' AND EXISTS (
                SELECT FROM public.scheme_council m
                 WHERE m.scheme_id = s.id
                   AND m.organisation_id = u.organisation_id
                   AND public.london_day() BETWEEN m.from_on AND m.to_on)))
      JOIN public.organisation o ON o.id = u.organisation_id
     WHERE s.id = scheme AND s.lead_id = public.me_org()
       AND public.me_role() IN ('lead', 'auditor')
       AND public.is_trained(u.id);
END $$;

-- What somebody who scores is given: the questions and the answers, and nothing
-- about costs. NULL for whoever was not asked.
CREATE FUNCTION scoring_paper(application uuid, entry uuid) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (
        SELECT json_build_object(
                   'entry_id', e.id,
                   'application_id', p.id,
                   'application_reference', p.reference,
                   'state', e.state,
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
           AND e.state <> 'draft'
           AND ((e.lead_id = public.me_org()
                 AND public.me_role() IN ('lead', 'auditor'))
                OR EXISTS (SELECT FROM public.entry_scorer r
                            WHERE r.entry_id = e.id
                              AND r.ended_at IS NULL
                              AND r.scorer_id = public.me_self()
                              AND public.me_role() = 'council')));
END $$;

-- What somebody of a council must know of an application to declare in it: only
-- whoever was asked to score in it. The lead's own people see it anyhow.
CREATE FUNCTION declarable(application uuid)
RETURNS TABLE (lead_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 1
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT p.lead_id FROM public.application p
     WHERE p.id = application AND p.state <> 'draft'
       AND ((p.lead_id = public.me_org() AND public.me_role() = 'lead')
            OR (public.me_role() = 'council' AND EXISTS (
                SELECT FROM public.entry_scorer r
                 WHERE r.application_id = p.id
                   AND r.scorer_id = public.me_self())));
END $$;

-- Whoever declares a conflict scores nothing more in that application, and what
-- they gave does not count: what was assessed with it is to be assessed again.
-- Where a decision has been taken it stands.
CREATE FUNCTION conflict_ends_scoring() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE public.entry_scorer r SET ended_at = public.now_utc()
      FROM public.entry e
     WHERE e.id = r.entry_id AND e.decided_at IS NULL
       AND r.application_id = NEW.application_id
       AND r.scorer_id = NEW.person_id AND r.ended_at IS NULL;
    UPDATE public.entry_score s SET set_aside_at = public.now_utc()
      FROM public.entry e
     WHERE e.id = s.entry_id AND e.decided_at IS NULL
       AND e.application_id = NEW.application_id
       AND s.scorer_id = NEW.person_id AND s.set_aside_at IS NULL;
    UPDATE public.entry e SET state = 'submitted'
     WHERE e.application_id = NEW.application_id AND e.state = 'assessed'
       AND EXISTS (SELECT FROM public.entry_score s
                    WHERE s.entry_id = e.id AND s.scorer_id = NEW.person_id);
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION conflict_ends_scoring() FROM PUBLIC;
CREATE TRIGGER conflict_declared AFTER INSERT OR UPDATE ON conflict_declaration
    FOR EACH ROW WHEN (NEW.conflicted)
    EXECUTE FUNCTION conflict_ends_scoring();

GRANT EXECUTE ON FUNCTION is_trained(uuid),
    is_conflicted(uuid, uuid), has_scored(uuid, uuid), scores_complete(uuid),
    scorers_apart(uuid, uuid), scorer_candidate(uuid, uuid),
    scheme_evaluators(uuid), scoring_paper(uuid, uuid), declarable(uuid)
    TO app_staff;

---------------------------------------------------------------- policies

SELECT protect_tables();

GRANT SELECT, INSERT ON evaluator_training TO app_staff;
CREATE POLICY evaluator_training_own ON evaluator_training
    FOR SELECT TO app_staff
    USING (organisation_id = (SELECT me_org())
           AND (SELECT me_role()) IN ('lead', 'council', 'auditor'));
CREATE POLICY evaluator_training_made ON evaluator_training
    FOR INSERT TO app_staff
    WITH CHECK (organisation_id = (SELECT me_org())
                AND recorded_by = (SELECT me_self())
                AND (SELECT me_role()) IN ('lead', 'council'));

-- A declaration is its person's, the lead's and its auditor's; nobody declares
-- for somebody else, and nobody takes a conflict back.
GRANT SELECT, INSERT ON conflict_declaration TO app_staff;
GRANT UPDATE (conflicted, nature, declared_at) ON conflict_declaration
    TO app_staff;
CREATE POLICY conflict_declaration_seen ON conflict_declaration
    FOR SELECT TO app_staff
    USING (person_id = (SELECT me_self())
           OR (lead_id = (SELECT me_org())
               AND (SELECT me_role()) IN ('lead', 'auditor')));
CREATE POLICY conflict_declaration_made ON conflict_declaration
    FOR INSERT TO app_staff
    WITH CHECK (person_id = (SELECT me_self())
                AND organisation_id = (SELECT me_org())
                AND (SELECT me_role()) IN ('lead', 'council')
                AND EXISTS (SELECT FROM declarable(application_id) AS d
                             WHERE d.lead_id = conflict_declaration.lead_id));
CREATE POLICY conflict_declaration_changed ON conflict_declaration
    FOR UPDATE TO app_staff
    USING (person_id = (SELECT me_self()) AND NOT conflicted
           AND (SELECT me_role()) IN ('lead', 'council'))
    WITH CHECK (person_id = (SELECT me_self()));

GRANT SELECT, INSERT, DELETE ON entry_scorer TO app_staff;
GRANT UPDATE (speaks_for) ON entry_scorer TO app_staff;
CREATE POLICY entry_scorer_seen ON entry_scorer FOR SELECT TO app_staff
    USING ((lead_id = (SELECT me_org())
            AND (SELECT me_role()) IN ('lead', 'auditor'))
           OR scorer_id = (SELECT me_self()));
CREATE POLICY entry_scorer_made ON entry_scorer FOR INSERT TO app_staff
    WITH CHECK (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead'
                AND assigned_by = (SELECT me_self())
                AND NOT scores_complete(entry_id)
                AND EXISTS (
                    SELECT FROM scorer_candidate(entry_id, scorer_id) AS k
                     WHERE k.trained AND k.apart AND NOT k.conflicted
                       AND k.organisation_id = entry_scorer.organisation_id));
CREATE POLICY entry_scorer_changed ON entry_scorer FOR UPDATE TO app_staff
    USING (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead'
           AND NOT has_scored(entry_id, scorer_id));
CREATE POLICY entry_scorer_removed ON entry_scorer FOR DELETE TO app_staff
    USING (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead'
           AND NOT has_scored(entry_id, scorer_id));

-- Blind: one's own, and those of others once all have scored. The provider sees
-- what counted, with the decision (R075).
GRANT SELECT, INSERT ON entry_score TO app_staff;
GRANT UPDATE (statements, scored_at) ON entry_score TO app_staff;
CREATE POLICY entry_score_own ON entry_score FOR SELECT TO app_staff
    USING (scorer_id = (SELECT me_self()));
CREATE POLICY entry_score_seen ON entry_score FOR SELECT TO app_staff
    USING (lead_id = (SELECT me_org())
           AND (SELECT me_role()) IN ('lead', 'auditor')
           AND scores_complete(entry_id));
CREATE POLICY entry_score_told ON entry_score FOR SELECT TO app_staff
    USING (provider_id = (SELECT me_org())
           AND (SELECT me_role()) = 'provider' AND set_aside_at IS NULL
           AND EXISTS (SELECT FROM entry e WHERE e.id = entry_id
                          AND e.decided_at IS NOT NULL));
CREATE POLICY entry_score_made ON entry_score FOR INSERT TO app_staff
    WITH CHECK (scorer_id = (SELECT me_self()) AND set_aside_at IS NULL
                AND (SELECT me_role()) IN ('lead', 'council')
                AND EXISTS (SELECT FROM entry_scorer r
                             WHERE r.entry_id = entry_score.entry_id
                               AND r.scorer_id = entry_score.scorer_id
                               AND r.lead_id = entry_score.lead_id
                               AND r.provider_id = entry_score.provider_id
                               AND r.ended_at IS NULL));
CREATE POLICY entry_score_changed ON entry_score FOR UPDATE TO app_staff
    USING (scorer_id = (SELECT me_self()) AND set_aside_at IS NULL
           AND (SELECT me_role()) IN ('lead', 'council')
           AND NOT scores_complete(entry_id));

GRANT SELECT, INSERT ON score_consensus TO app_staff;
GRANT UPDATE (statements, agreed_by, agreed_at) ON score_consensus
    TO app_staff;
CREATE POLICY score_consensus_seen ON score_consensus FOR SELECT TO app_staff
    USING ((lead_id = (SELECT me_org())
            AND (SELECT me_role()) IN ('lead', 'auditor'))
           OR (provider_id = (SELECT me_org())
               AND (SELECT me_role()) = 'provider'
               AND EXISTS (SELECT FROM entry e WHERE e.id = entry_id
                              AND e.decided_at IS NOT NULL)));
CREATE POLICY score_consensus_made ON score_consensus FOR INSERT TO app_staff
    WITH CHECK (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead'
                AND agreed_by = (SELECT me_self())
                AND scores_complete(entry_id)
                AND EXISTS (SELECT FROM entry e WHERE e.id = entry_id
                               AND e.lead_id = score_consensus.lead_id
                               AND e.provider_id
                                   = score_consensus.provider_id
                               AND NOT is_conflicted(e.application_id,
                                                     me_self())));
CREATE POLICY score_consensus_changed ON score_consensus
    FOR UPDATE TO app_staff
    USING (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead'
           AND scores_complete(entry_id))
    WITH CHECK (agreed_by = (SELECT me_self()));

------------------------------------------------------------------- views

CREATE VIEW evaluator_training_shown WITH (security_invoker = true) AS
SELECT t.id, t.user_id, t.recorded_at,
       json_build_object(
           'id', t.id,
           'user', officer(t.user_id),
           'course', t.course,
           'completed_on', t.completed_on,
           'valid_until', t.valid_until,
           'current', london_day() BETWEEN t.completed_on
                                         AND t.valid_until,
           'evidence', t.evidence,
           'recorded_by', officer(t.recorded_by),
           'recorded_at', utc_text(t.recorded_at)) AS body
  FROM evaluator_training t;

CREATE VIEW conflict_declaration_shown WITH (security_invoker = true) AS
SELECT d.application_id, d.person_id, d.declared_at,
       json_build_object(
           'application_id', d.application_id,
           'person', officer(d.person_id),
           'conflicted', d.conflicted,
           'nature', d.nature,
           'declared_at', utc_text(d.declared_at)) AS body
  FROM conflict_declaration d;

-- statements: what they gave, as far as the reader may see it by now.
CREATE VIEW entry_scorer_shown WITH (security_invoker = true) AS
SELECT r.entry_id, r.application_id, r.scorer_id, r.assigned_at,
       json_build_object(
           'entry_id', r.entry_id,
           'scorer', officer(r.scorer_id),
           'organisation', json_build_object('id', o.id, 'name', o.name),
           'speaks_for', r.speaks_for,
           'assigned_at', utc_text(r.assigned_at),
           'scored', has_scored(r.entry_id, r.scorer_id),
           'statements', s.statements,
           'scored_at', utc_text(s.scored_at),
           'ended_at', utc_text(r.ended_at)) AS body
  FROM entry_scorer r
  JOIN organisation o ON o.id = r.organisation_id
  LEFT JOIN entry_score s
    ON s.entry_id = r.entry_id AND s.scorer_id = r.scorer_id;

CREATE VIEW entry_score_shown WITH (security_invoker = true) AS
SELECT s.entry_id, s.scorer_id,
       json_build_object(
           'entry_id', s.entry_id,
           'statements', s.statements,
           'scored_at', utc_text(s.scored_at)) AS body
  FROM entry_score s;

CREATE VIEW score_consensus_shown WITH (security_invoker = true) AS
SELECT k.entry_id,
       json_build_object(
           'entry_id', k.entry_id,
           'statements', k.statements,
           'agreed_by', officer(k.agreed_by),
           'agreed_at', utc_text(k.agreed_at)) AS body
  FROM score_consensus k;

GRANT SELECT ON evaluator_training_shown, conflict_declaration_shown,
    entry_scorer_shown, entry_score_shown, score_consensus_shown TO app_staff;

-- As in 0004, and how it is assessed. What a statement does not say of itself
-- is not shown of it.
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
               SELECT json_agg(json_strip_nulls(json_build_object(
                          'code', s.item->'code',
                          'question', s.item->'question',
                          'weight', s.item->'weight',
                          'justification', s.item->'justification',
                          'co_produced', s.item->'co_produced',
                          'scorer_group', s.item->'scorer_group'))
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
