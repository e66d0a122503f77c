-- Kinds of care to choose from in a search: the codes of the categories in which
-- a home is accredited and listed at this moment. Schemes may call one code by
-- several names: the one that most of them use stands for it.
-- role: public
--
-- returns body text
SELECT json_build_object('items', coalesce(
           json_agg(json_build_object('code', k.code, 'name', k.name)
                    ORDER BY k.name, k.code), '[]'))::text AS body
  FROM (SELECT c.code, mode() WITHIN GROUP (ORDER BY c.name) AS name
          FROM category c
         WHERE EXISTS (SELECT FROM accreditation a
                        WHERE a.category_id = c.id)
         GROUP BY c.code
         ORDER BY c.code
         LIMIT 1000) AS k;
