-- What stands before a decision on an entry: what failed and who was told, and
-- what registers say.
--
-- $1 path.entry_id uuid
-- returns regime text, failed text (JSON), grounds text (JSON: codes of the
--         grounds of exclusion that failed), unheard text, unexplained text
--         (what is asked, for a sentence), number integer (of the last
--         warning, or 0), answered boolean, answer_by bigint (or NULL),
--         now bigint, unchecked text (JSON: registers), adverse text (the same)
WITH failed AS (
    SELECT q.n, q.item->>'code' AS code, q.item->>'question' AS question,
           coalesce(t.requirements->(q.item->>'code')->>'reason', '')
               AS evidence,
           q.item->>'exclusion' AS exclusion
      FROM entry e
      JOIN category c ON c.id = e.category_id
      JOIN assessment t ON t.entry_id = e.id
     CROSS JOIN LATERAL jsonb_array_elements(c.requirements)
           WITH ORDINALITY AS q (item, n)
     WHERE e.id = $1
       AND t.requirements->(q.item->>'code')->'pass' = 'false'),
warning AS (
    SELECT w.number, w.answer_by, r.entry_id IS NOT NULL AS answered
      FROM entry_warning w
      LEFT JOIN entry_representation r
        ON r.entry_id = w.entry_id AND r.number = w.number
     WHERE w.entry_id = $1
     ORDER BY w.number DESC
     LIMIT 1),
found AS (
    SELECT x.item->>'register' AS register, x.item->>'result' AS result
      FROM (SELECT d.checks FROM due_diligence d WHERE d.entry_id = $1
             ORDER BY d.version DESC LIMIT 1) AS d
     CROSS JOIN LATERAL jsonb_array_elements(d.checks) AS x (item))
SELECT s.regime,
       (SELECT coalesce(json_agg(json_strip_nulls(json_build_object(
                   'code', f.code, 'question', f.question,
                   'evidence', f.evidence, 'exclusion', f.exclusion))
                   ORDER BY f.n), '[]')::text
          FROM failed f) AS failed,
       (SELECT coalesce(json_agg(f.code ORDER BY f.n), '[]')::text
          FROM failed f WHERE f.exclusion IS NOT NULL) AS grounds,
       (SELECT string_agg(f.code, ', ' ORDER BY f.n)
          FROM failed f
         WHERE f.exclusion IS NOT NULL
           AND NOT EXISTS (
               SELECT FROM entry_warning w
                CROSS JOIN LATERAL jsonb_array_elements(w.failed) AS x (item)
                WHERE w.entry_id = e.id AND x.item->>'code' = f.code))
           AS unheard,
       (SELECT string_agg('"' || f.question || '"', ', ' ORDER BY f.n)
          FROM failed f WHERE f.evidence = '') AS unexplained,
       coalesce((SELECT w.number FROM warning w), 0) AS number,
       coalesce((SELECT w.answered FROM warning w), false) AS answered,
       (SELECT instant(w.answer_by) FROM warning w) AS answer_by,
       instant(now_utc()) AS now,
       (SELECT json_agg(r.name ORDER BY r.n)::text
          FROM jsonb_array_elements_text(c.due_diligence)
               WITH ORDINALITY AS r (name, n)
         WHERE NOT EXISTS (SELECT FROM found d
                            WHERE d.register = r.name)) AS unchecked,
       (SELECT json_agg(r.name ORDER BY r.n)::text
          FROM jsonb_array_elements_text(c.due_diligence)
               WITH ORDINALITY AS r (name, n)
          JOIN found d ON d.register = r.name AND d.result = 'adverse')
           AS adverse
  FROM entry e
  JOIN category c ON c.id = e.category_id
  JOIN scheme s ON s.id = e.scheme_id
 WHERE e.id = $1;
