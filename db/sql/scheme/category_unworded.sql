-- Each item of a new category without words of its own and none in the library.
--
-- $1 path.scheme_id uuid
-- $2 arg.items jsonb
-- $3 arg.kind text
-- returns place bigint (from 0), member text (what it lacks)
SELECT i.n - 1 AS place, m.member
  FROM jsonb_array_elements($2) WITH ORDINALITY AS i (item, n)
 CROSS JOIN (VALUES ('question'), ('justification')) AS m (member)
 WHERE jsonb_typeof(i.item) = 'object' AND NOT i.item ? m.member
   AND NOT EXISTS (SELECT FROM scheme_question q
                    WHERE q.scheme_id = $1 AND q.kind = $3
                      AND q.code = i.item->>'code')
 ORDER BY i.n, m.member DESC;
