-- What is wrong with a home and a category for an application, and how many
-- entries that has. Foreign ids and unknown ones are alike.
--
-- $1 path.application_id uuid
-- $2 body.establishment_id uuid
-- $3 body.category_id uuid
-- $4 body.copy_from uuid (an entry, or NULL)
-- $5 caller.organisation uuid
-- returns home boolean, category boolean, source boolean, repeated boolean,
--         entries bigint
SELECT EXISTS (SELECT FROM establishment h
                WHERE h.id = $2 AND h.provider_id = $5) AS home,
       EXISTS (SELECT FROM category c
                WHERE c.id = $3 AND c.scheme_id = p.scheme_id
                  AND c.state <> 'withdrawn') AS category,
       $4 IS NULL OR EXISTS (SELECT FROM entry e
                WHERE e.id = $4 AND e.provider_id = $5) AS source,
       EXISTS (SELECT FROM entry e
                WHERE e.application_id = p.id AND e.establishment_id = $2
                  AND e.category_id = $3) AS repeated,
       (SELECT count(*) FROM entry e WHERE e.application_id = p.id) AS entries
  FROM application p
 WHERE p.id = $1;
