-- A draft application of the caller's, with an entry for each pair.
--
-- $1 body.scheme_id uuid
-- $2 body.entries jsonb
-- $3 caller.organisation uuid
-- returns id uuid
WITH made AS (
    INSERT INTO application (provider_id, scheme_id, lead_id)
    SELECT $3, s.id, s.lead_id FROM scheme s WHERE s.id = $1
    RETURNING id, provider_id, scheme_id, lead_id),
filled AS (
    INSERT INTO entry (application_id, establishment_id, category_id,
                       provider_id, scheme_id, lead_id, place)
    SELECT m.id, p.establishment_id, p.category_id, m.provider_id,
           m.scheme_id, m.lead_id, p.n
      FROM made m,
           ROWS FROM (jsonb_to_recordset($2)
               AS (establishment_id uuid, category_id uuid))
           WITH ORDINALITY AS p (establishment_id, category_id, n))
SELECT id FROM made;
