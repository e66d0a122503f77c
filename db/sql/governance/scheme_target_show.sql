-- What a scheme has set itself (R022, R023, R029); nothing until it has.
--
-- $1 path.scheme_id uuid
-- returns body text
SELECT json_build_object(
           'budget_lines', coalesce(t.budget_lines, '[]'),
           'service_levels', coalesce(t.service_levels, '{}'),
           'critical_mass', coalesce(t.critical_mass, '{}'))::text AS body
  FROM scheme s
  LEFT JOIN scheme_target t ON t.scheme_id = s.id
 WHERE s.id = $1 AND is_in_scheme(s.id);
