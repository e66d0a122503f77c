-- Each code of common answers that nobody asks for, or not in the same words.
--
-- $1 path.application_id uuid
-- $2 body jsonb (CommonAnswersPut)
-- returns pointer text, known boolean (asked for, but not alike)
SELECT '#/' || m.member || '/' || k.code AS pointer,
       EXISTS (SELECT FROM entry e JOIN category c ON c.id = e.category_id,
                      jsonb_array_elements(CASE m.member
                          WHEN 'requirements' THEN c.requirements
                          ELSE c.statements END) AS q
                WHERE e.application_id = $1 AND q->>'code' = k.code) AS known
  FROM (VALUES ('requirements'), ('statements')) AS m (member)
 CROSS JOIN LATERAL jsonb_object_keys(
       CASE jsonb_typeof($2->m.member) WHEN 'object' THEN $2->m.member
            ELSE '{}' END) AS k (code)
 WHERE NOT EXISTS (SELECT FROM common_asked($1) AS a
                    WHERE a.member = m.member AND a.code = k.code)
 ORDER BY m.member, k.code;
