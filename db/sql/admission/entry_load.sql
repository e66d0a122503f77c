-- An entry with what its category asks for. Its application is locked (see
-- api/routes.c), so that of two decisions the later one sees the earlier.
--
-- $1 path.application_id uuid
-- $2 path.entry_id uuid
-- returns state text, application_state text (both by the clock),
--         scheme_state text, regime text, category text (JSON: requirements,
--         statements, cost_heads, schedules, core_cap_pence, core_blend,
--         assessors),
--         rating_floor text, core_pence text (JSON), place integer (from 0,
--         as faults name it), unsigned boolean (the scheme has an agreement,
--         and none was signed), provider_id text, lead_id text
SELECT entry_state_now(e.state, t.state) AS state,
       t.state AS application_state,
       scheme_state_now(s.id, s.state, s.valid_to) AS scheme_state,
       s.regime,
       json_build_object(
           'requirements', c.requirements,
           'statements', c.statements,
           'cost_heads', c.cost_heads,
           'schedules', c.schedules,
           'core_cap_pence', c.core_cap_pence,
           'core_blend', c.core_blend,
           'assessors', c.assessors)::text AS category,
       coalesce(c.rating_floor, 'none') AS rating_floor,
       e.core_pence::text AS core_pence,
       (SELECT count(*) FROM entry b
         WHERE b.application_id = p.id AND b.place < e.place)::integer
           AS place,
       p.agreement IS NULL AND EXISTS (
           SELECT FROM scheme_agreement g WHERE g.scheme_id = p.scheme_id)
           AS unsigned,
       p.provider_id::text, p.lead_id::text
  FROM application p
  JOIN entry e ON e.application_id = p.id
  JOIN scheme s ON s.id = p.scheme_id
  JOIN category c ON c.id = e.category_id
 CROSS JOIN LATERAL (
       SELECT application_state_now(p.state, p.lapses_after) AS state) AS t
 WHERE p.id = $1 AND e.id = $2;
