-- An entry with what its category asks for. Its application is locked (see
-- api/routes.c), so that of two decisions the later one sees the earlier.
--
-- $1 path.application_id uuid
-- $2 path.entry_id uuid
-- returns state text, application_state text, scheme_state text,
--         regime text, category text (JSON: requirements, statements, cost_heads,
--         core_cap_pence, core_blend, assessors), rating_floor text, provider_id text,
--         lead_id text
SELECT e.state, p.state AS application_state, s.state AS scheme_state,
       s.regime,
       json_build_object(
           'requirements', c.requirements,
           'statements', c.statements,
           'cost_heads', c.cost_heads,
           'core_cap_pence', c.core_cap_pence,
           'core_blend', c.core_blend,
           'assessors', c.assessors)::text AS category,
       coalesce(c.rating_floor, 'none') AS rating_floor,
       p.provider_id::text, p.lead_id::text
  FROM application p
  JOIN entry e ON e.application_id = p.id
  JOIN scheme s ON s.id = p.scheme_id
  JOIN category c ON c.id = e.category_id
 WHERE p.id = $1 AND e.id = $2;
