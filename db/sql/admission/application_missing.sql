-- What is still missing before an application can be sent in: each answer,
-- statement and cost of every entry that its category asks for.
--
-- $1 path.application_id uuid
-- returns pointer text, kind text (requirement, statement, cost)
SELECT '#/entries/' || e.place - 1 || '/' || m.member || '/' || m.code
           AS pointer,
       m.kind
  FROM entry e
  JOIN category c ON c.id = e.category_id
 CROSS JOIN LATERAL (
       SELECT 1 AS part, 'requirement' AS kind, 'requirements' AS member,
              r.item->>'code' AS code, r.n
         FROM jsonb_array_elements(c.requirements)
              WITH ORDINALITY AS r (item, n)
        WHERE NOT e.requirements ? (r.item->>'code')
        UNION ALL
       SELECT 2, 'statement', 'statements', s.item->>'code', s.n
         FROM jsonb_array_elements(c.statements)
              WITH ORDINALITY AS s (item, n)
        WHERE coalesce(e.statements->>(s.item->>'code'), '') = ''
        UNION ALL
       SELECT 3, 'cost', 'core_pence', h.item->>'code', h.n
         FROM jsonb_array_elements(c.cost_heads)
              WITH ORDINALITY AS h (item, n)
        WHERE NOT e.core_pence ? (h.item->>'code')) AS m
 WHERE e.application_id = $1
 ORDER BY e.place, m.part, m.n
 LIMIT 101;
