-- What is wrong with the homes and categories of a new application; a row for
-- each pair, in order. Foreign ids and unknown ones are alike.
--
-- $1 body.entries jsonb
-- $2 body.scheme_id uuid
-- $3 body.copy_from uuid (or NULL)
-- $4 caller.organisation uuid
-- returns home boolean (it is theirs), category boolean (of the scheme),
--         repeated boolean (the pair stands there before),
--         source boolean (there is no copy_from, or it is theirs)
SELECT EXISTS (SELECT FROM establishment h
                WHERE h.id = p.establishment_id AND h.provider_id = $4) AS home,
       EXISTS (SELECT FROM category c
                WHERE c.id = p.category_id AND c.scheme_id = $2
                  AND c.state <> 'withdrawn') AS category,
       row_number() OVER (PARTITION BY p.establishment_id, p.category_id
                          ORDER BY p.n) > 1 AS repeated,
       $3 IS NULL OR EXISTS (SELECT FROM application a
                              WHERE a.id = $3 AND a.provider_id = $4) AS source
  FROM ROWS FROM (jsonb_to_recordset($1)
           AS (establishment_id uuid, category_id uuid))
       WITH ORDINALITY AS p (establishment_id, category_id, n)
 ORDER BY p.n;
