-- Whoever was asked to score entries finds them, and sees what came of it once
-- nobody can change a score any more (R017, R114; ADR 20).

-- What the caller was asked to score: an officer of a partner sees neither the
-- entry nor the application, so this says of them what a list needs.
CREATE FUNCTION own_scorings()
RETURNS TABLE (entry_id uuid, assigned_at timestamptz, waits boolean,
               body json)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 50
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT r.entry_id, r.assigned_at,
           r.ended_at IS NULL AND s.scored_at IS NULL
               AND now.state = 'submitted',
           json_build_object(
               'entry_id', e.id,
               'application_id', p.id,
               'application_reference', p.reference,
               'state', now.state,
               'provider', json_build_object('id', o.id, 'name', o.name),
               'establishment', json_build_object(
                   'id', h.id, 'name', h.name, 'town', h.town),
               'category', json_build_object(
                   'id', c.id, 'code', c.code, 'name', c.name),
               'speaks_for', r.speaks_for,
               'assigned_at', public.utc_text(r.assigned_at),
               'conflicted', d.conflicted,
               'scored_at', public.utc_text(s.scored_at),
               'complete', public.scores_complete(e.id),
               'ended_at', public.utc_text(r.ended_at))
      FROM public.entry_scorer r
      JOIN public.entry e ON e.id = r.entry_id
      JOIN public.application p ON p.id = e.application_id
      JOIN public.organisation o ON o.id = e.provider_id
      JOIN public.establishment h ON h.id = e.establishment_id
      JOIN public.category c ON c.id = e.category_id
      LEFT JOIN public.entry_score s
        ON s.entry_id = r.entry_id AND s.scorer_id = r.scorer_id
      LEFT JOIN public.conflict_declaration d
        ON d.application_id = p.id AND d.person_id = r.scorer_id
     CROSS JOIN LATERAL (
           SELECT public.entry_state_now(e.state,
                      public.application_state_now(p.state, p.lapses_after))
                  AS state) AS now
     WHERE r.scorer_id = public.me_self()
       AND public.me_role() IN ('lead', 'council');
END $$;
GRANT EXECUTE ON FUNCTION own_scorings() TO app_staff;

-- As in 0031, with the applicant, about whom a conflict of interest is declared,
-- and with what each gave and what was agreed on, once all have scored: those who
-- read the answers moderate a spread, and nobody's score can be changed in sight
-- of the others (shown_at).
CREATE OR REPLACE FUNCTION scoring_paper(application uuid, entry uuid) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    complete boolean := public.scores_complete(entry);
BEGIN
    RETURN (
        SELECT json_build_object(
                   'entry_id', e.id,
                   'application_id', p.id,
                   'application_reference', p.reference,
                   'state', public.entry_state_now(e.state,
                       public.application_state_now(
                       p.state, p.lapses_after)),
                   'provider', json_build_object('id', o.id, 'name', o.name),
                   'establishment', json_build_object(
                       'id', h.id, 'name', h.name, 'town', h.town),
                   'category', json_build_object(
                       'id', c.id, 'code', c.code, 'name', c.name),
                   'assessors', c.assessors,
                   'complete', complete,
                   'statements', (
                       SELECT json_agg(json_build_object(
                                  'code', q.item->'code',
                                  'question', q.item->'question',
                                  'weight', q.item->'weight',
                                  'co_produced', coalesce(
                                      q.item->'co_produced', 'false'),
                                  'scorer_group', q.item->'scorer_group',
                                  'answer', coalesce(
                                      e.statements->>(q.item->>'code'), ''),
                                  'scores', CASE WHEN complete THEN (
                                      SELECT json_agg(json_build_object(
                                                 'scorer', public.officer(
                                                     s.scorer_id),
                                                 'score', m.mark->'score',
                                                 'reason', m.mark->'reason')
                                             ORDER BY s.scored_at, s.scorer_id)
                                        FROM public.entry_score s
                                       CROSS JOIN LATERAL (
                                             SELECT s.statements
                                                    ->(q.item->>'code')
                                                    AS mark) AS m
                                       WHERE s.entry_id = e.id
                                         AND s.set_aside_at IS NULL) END,
                                  'agreed', CASE WHEN complete THEN
                                      k.statements->(q.item->>'code') END)
                              ORDER BY q.n)
                         FROM jsonb_array_elements(c.statements)
                              WITH ORDINALITY AS q (item, n)))
          FROM public.entry e
          JOIN public.application p ON p.id = e.application_id
          JOIN public.organisation o ON o.id = e.provider_id
          JOIN public.establishment h ON h.id = e.establishment_id
          JOIN public.category c ON c.id = e.category_id
          LEFT JOIN public.score_consensus k ON k.entry_id = e.id
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
