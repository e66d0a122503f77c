-- What is asked about people who score is answered to those whom it concerns,
-- and a conflict of interest ends everything that its person had part in
-- (R017, R031; ADR 20).

---------------------------------------------------------- who is answered

-- These two read what the caller may read: with their owner's rights they told
-- everybody whose training is current and who has declared a conflict.
-- Functions that have such rights still ask them about anybody.
ALTER FUNCTION is_trained(uuid) SECURITY INVOKER;
ALTER FUNCTION is_conflicted(uuid, uuid) SECURITY INVOKER;

-- As in 0021, for the lead and the one who scored: that somebody has is no
-- secret there; what they gave is.
CREATE OR REPLACE FUNCTION has_scored(entry uuid, who uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM public.entry_score s
                    WHERE s.entry_id = entry AND s.scorer_id = who
                      AND (s.lead_id = public.me_org()
                           OR who = public.me_self()));
END $$;

-- As scores_complete() was in 0021: whether everybody who was asked has scored,
-- they are as many as the category asks for, and every group that it names is
-- among them. Nobody's to ask but functions and triggers.
CREATE FUNCTION all_have_scored(entry uuid) RETURNS boolean
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

-- The same for the lead's people and those who were asked. From then on the
-- lead may see what each gave, and nobody changes a score.
CREATE OR REPLACE FUNCTION scores_complete(entry uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN public.all_have_scored(entry)
       AND (EXISTS (SELECT FROM public.entry e
                     WHERE e.id = entry AND e.lead_id = public.me_org())
            OR EXISTS (SELECT FROM public.entry_scorer r
                        WHERE r.entry_id = entry
                          AND r.scorer_id = public.me_self()));
END $$;

REVOKE EXECUTE ON FUNCTION scorers_apart(uuid, uuid) FROM app_staff;

-- As in 0031 and 0021, of councils that have not outlived their delegation, as
-- my_schemes() knows them since 0028.
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
                   AND public.london_day() BETWEEN m.from_on AND m.to_on
                   AND (m.delegation IS NULL
                        OR public.london_day()
                           BETWEEN (m.delegation->>'from')::date
                               AND (m.delegation->>'to')::date))));
END $$;

CREATE OR REPLACE FUNCTION scheme_evaluators(scheme uuid)
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
                   AND public.london_day() BETWEEN m.from_on AND m.to_on
                   AND (m.delegation IS NULL
                        OR public.london_day()
                           BETWEEN (m.delegation->>'from')::date
                               AND (m.delegation->>'to')::date))))
      JOIN public.organisation o ON o.id = u.organisation_id
     WHERE s.id = scheme AND s.lead_id = public.me_org()
       AND public.me_role() IN ('lead', 'auditor')
       AND public.is_trained(u.id);
END $$;

----------------------------------------------------------- what has been shown

-- That the scores were to be seen is kept: where a conflict takes one away
-- again, nobody changes theirs in sight of the others.
ALTER TABLE entry_score
    ADD COLUMN shown_at timestamptz; -- all had scored: it stands from then on
UPDATE entry_score SET shown_at = now_utc() WHERE all_have_scored(entry_id);

CREATE FUNCTION scores_shown() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    entry uuid := coalesce(NEW.entry_id, OLD.entry_id);
BEGIN
    IF public.all_have_scored(entry) THEN
        UPDATE public.entry_score s SET shown_at = public.now_utc()
         WHERE s.entry_id = entry AND s.shown_at IS NULL;
    END IF;
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION scores_shown() FROM PUBLIC;
CREATE TRIGGER score_given AFTER INSERT ON entry_score
    FOR EACH ROW EXECUTE FUNCTION scores_shown();
CREATE TRIGGER scorer_let_go AFTER UPDATE OR DELETE ON entry_scorer
    FOR EACH ROW EXECUTE FUNCTION scores_shown();

ALTER POLICY entry_score_made ON entry_score
    WITH CHECK (scorer_id = (SELECT me_self()) AND set_aside_at IS NULL
                AND shown_at IS NULL
                AND (SELECT me_role()) IN ('lead', 'council')
                AND EXISTS (SELECT FROM entry_scorer r
                             WHERE r.entry_id = entry_score.entry_id
                               AND r.scorer_id = entry_score.scorer_id
                               AND r.lead_id = entry_score.lead_id
                               AND r.provider_id = entry_score.provider_id
                               AND r.ended_at IS NULL));
ALTER POLICY entry_score_changed ON entry_score
    USING (scorer_id = (SELECT me_self()) AND set_aside_at IS NULL
           AND shown_at IS NULL
           AND (SELECT me_role()) IN ('lead', 'council')
           AND NOT scores_complete(entry_id));

--------------------------------------------------------- what a conflict ends

-- As in 0021; but a consensus that the person agreed on, or that was reached
-- over what they gave, counted on for the scores that came after, and what they
-- had assessed alone was decided on. Neither is so any more. Where a decision
-- has been taken it stands.
CREATE OR REPLACE FUNCTION conflict_ends_scoring() RETURNS trigger
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
       AND (EXISTS (SELECT FROM public.entry_score s
                     WHERE s.entry_id = e.id AND s.scorer_id = NEW.person_id)
            OR EXISTS (SELECT FROM public.score_consensus k
                        WHERE k.entry_id = e.id
                          AND k.agreed_by = NEW.person_id)
            OR EXISTS (SELECT FROM public.assessment t
                        WHERE t.entry_id = e.id
                          AND t.assessed_by = NEW.person_id));
    DELETE FROM public.score_consensus k USING public.entry e
     WHERE e.id = k.entry_id AND e.decided_at IS NULL
       AND e.application_id = NEW.application_id
       AND (k.agreed_by = NEW.person_id
            OR EXISTS (SELECT FROM public.entry_score s
                        WHERE s.entry_id = e.id
                          AND s.scorer_id = NEW.person_id));
    RETURN NULL;
END $$;
