-- The lead says after how many months; no row for anybody else's scheme.
--
-- $1 path.scheme_id uuid, $2 body.months integer
-- returns audience text (the scheme's councils)
WITH made AS (
    INSERT INTO scheme_dormancy (scheme_id, lead_id, months)
    SELECT s.id, s.lead_id, $2 FROM scheme s
     WHERE s.id = $1 AND s.lead_id = (SELECT me_org())
    ON CONFLICT (scheme_id) DO UPDATE SET months = excluded.months
    RETURNING scheme_id)
SELECT (SELECT string_agg(c.organisation_id::text, ',')
          FROM scheme_council c WHERE c.scheme_id = m.scheme_id) AS audience
  FROM made m;
