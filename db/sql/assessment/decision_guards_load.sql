-- Whether the caller may judge an entry at all.
--
-- $1 path.entry_id uuid
-- returns assessors integer, conflicted boolean, declared boolean
SELECT c.assessors,
       is_conflicted(e.application_id, (SELECT me_self())) AS conflicted,
       EXISTS (SELECT FROM conflict_declaration d
                WHERE d.application_id = e.application_id
                  AND d.person_id = (SELECT me_self())) AS declared
  FROM entry e
  JOIN category c ON c.id = e.category_id
 WHERE e.id = $1;
