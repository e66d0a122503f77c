-- The lines of the budget, each with what it may reach, and their sums (R022).
--
-- $1 path.scheme_id uuid
-- returns body text
WITH line AS (
    SELECT l.n, l.line, (l.line->>'planned_pence')::bigint AS planned,
           (l.line->>'spent_pence')::bigint AS spent,
           round((l.line->>'planned_pence')::numeric
               * (l.line->>'contingency_percent')::numeric / 100)::bigint
               AS contingency
      FROM scheme_target t,
           jsonb_array_elements(t.budget_lines)
           WITH ORDINALITY AS l (line, n)
     WHERE t.scheme_id = $1)
SELECT json_build_object(
           'lines', coalesce((SELECT json_agg(json_build_object(
               'name', line->>'name', 'kind', line->>'kind',
               'planned_pence', planned, 'contingency_pence', contingency,
               'spent_pence', spent,
               'left_pence', planned + contingency - spent) ORDER BY n)
               FROM line), '[]'),
           'planned_pence', (SELECT coalesce(sum(planned), 0) FROM line),
           'contingency_pence',
               (SELECT coalesce(sum(contingency), 0) FROM line),
           'spent_pence', (SELECT coalesce(sum(spent), 0) FROM line))::text
           AS body
 WHERE is_in_scheme($1);
