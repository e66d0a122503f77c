-- Sets all of it; no row for anybody but the scheme's lead.
--
-- $1 path.scheme_id uuid
-- $2 body.budget_lines jsonb
-- $3 body.service_levels jsonb
-- $4 body.critical_mass jsonb
-- returns scheme_id uuid
INSERT INTO scheme_target (scheme_id, budget_lines, service_levels,
    critical_mass)
SELECT s.id, $2, $3, $4 FROM scheme s
 WHERE s.id = $1 AND s.lead_id = (SELECT me_org())
ON CONFLICT (scheme_id) DO UPDATE
   SET budget_lines = excluded.budget_lines,
       service_levels = excluded.service_levels,
       critical_mass = excluded.critical_mass
RETURNING scheme_id;
