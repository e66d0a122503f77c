-- Whether the caller may score an entry now; no row for whoever was not asked.
--
-- $1 path.application_id uuid
-- $2 path.entry_id uuid
-- returns category text (JSON: statements), state text, lead_id text,
--         provider_id text, complete boolean (or all had scored when they
--         had), trained boolean, conflicted boolean, declared boolean
SELECT json_build_object('statements', p.paper->'statements')::text
           AS category,
       p.paper->>'state' AS state, r.lead_id::text, r.provider_id::text,
       (p.paper->>'complete')::boolean
           OR EXISTS (SELECT FROM entry_score s
                       WHERE s.entry_id = r.entry_id
                         AND s.scorer_id = r.scorer_id
                         AND s.shown_at IS NOT NULL) AS complete,
       is_trained(r.scorer_id) AS trained,
       is_conflicted(r.application_id, r.scorer_id) AS conflicted,
       EXISTS (SELECT FROM conflict_declaration d
                WHERE d.application_id = r.application_id
                  AND d.person_id = r.scorer_id) AS declared
  FROM entry_scorer r
 CROSS JOIN LATERAL (
       SELECT scoring_paper(r.application_id, r.entry_id) AS paper) AS p
 WHERE r.application_id = $1 AND r.entry_id = $2
   AND r.scorer_id = (SELECT me_self()) AND p.paper IS NOT NULL;
