-- What may stand between an entry and its accreditation besides its answers.
--
-- $1 path.entry_id uuid
-- returns unchecked text (parties not passed, or NULL), risk_band text,
--         highest_risk text
SELECT (SELECT string_agg(m.name, ', ' ORDER BY m.place)
          FROM application_party m
         WHERE m.application_id = p.id
           AND m.checked->'pass' IS DISTINCT FROM 'true') AS unchecked,
       p.financial->>'risk_band' AS risk_band, c.highest_risk
  FROM entry e
  JOIN application p ON p.id = e.application_id
  JOIN category c ON c.id = e.category_id
 WHERE e.id = $1;
