-- What was given to the statements of an entry and agreed on, once all have
-- scored; before that the lists are empty.
--
-- $1 path.entry_id uuid
-- returns assessors integer, complete boolean, scores text (JSON: a list for
--         each code), consensus text (JSON: a mark for each code),
--         conflicted boolean, declared boolean (both of the caller)
SELECT c.assessors, scores_complete(e.id) AS complete,
       coalesce((
           SELECT json_object_agg(g.code, g.scores)
             FROM (SELECT m.code, json_agg(m.mark->'score'
                              ORDER BY s.scored_at, s.scorer_id) AS scores
                     FROM entry_score s
                    CROSS JOIN LATERAL jsonb_each(s.statements)
                          AS m (code, mark)
                    WHERE s.entry_id = e.id AND s.set_aside_at IS NULL
                      AND scores_complete(e.id)
                    GROUP BY m.code) AS g), '{}')::text AS scores,
       coalesce((SELECT k.statements FROM score_consensus k
                  WHERE k.entry_id = e.id), '{}')::text AS consensus,
       is_conflicted(e.application_id, (SELECT me_self())) AS conflicted,
       EXISTS (SELECT FROM conflict_declaration d
                WHERE d.application_id = e.application_id
                  AND d.person_id = (SELECT me_self())) AS declared
  FROM entry e
  JOIN category c ON c.id = e.category_id
 WHERE e.id = $1;
