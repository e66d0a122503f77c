-- The costs that are to be sent in now, where there is a cap on them (R049).
--
-- $1 path.application_id uuid
-- $2 arg.entry_id uuid (this one only, or NULL)
-- returns place text (from 0, as faults name it), core_pence bigint,
--         core_cap_pence bigint
SELECT f.place::text, f.core_pence, f.core_cap_pence
  FROM (SELECT e.id, c.core_cap_pence,
               e.state = 'stage_2'
                   OR NOT asks_in_stages(c.requirements, c.statements)
                   AS asked,
               row_number() OVER (ORDER BY e.place) - 1 AS place,
               (SELECT coalesce(sum(h.value::bigint), 0)::bigint
                  FROM jsonb_each_text(e.core_pence) AS h) AS core_pence
          FROM entry e
          JOIN category c ON c.id = e.category_id
         WHERE e.application_id = $1) AS f
 WHERE f.core_cap_pence IS NOT NULL AND f.asked
   AND ($2 IS NULL OR f.id = $2)
 ORDER BY f.place;
