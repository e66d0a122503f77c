-- A category of a scheme, as it was sent; what was left out is as usual.
--
-- $1 path.scheme_id uuid
-- $2 caller.organisation uuid
-- $3 body jsonb (CategoryNew)
-- returns id uuid
INSERT INTO category (scheme_id, lead_id, code, name, client_group, regulator,
    listed, suitability, price_unit, requirements, statements, cost_heads,
    evidence, core_cap_pence, rating_floor, weights, miles_per_mark,
    choice_mode, evaluators, openers, core_blend, response_hours, assessors,
    weights_rationale, highest_risk, dfe_registration, due_diligence,
    schedules)
SELECT $1, $2, b.code, b.name, b.client_group, b.regulator,
       coalesce(b.listed, true), b.suitability, b.price_unit,
       library_fill($1, 'requirement', b.requirements),
       library_fill($1, 'statement', b.statements), b.cost_heads,
       coalesce(b.evidence, '[]'), b.core_cap_pence, b.rating_floor, b.weights,
       coalesce(b.miles_per_mark, 10), b.choice_mode, coalesce(b.evaluators, 1),
       coalesce(b.openers, 1), nullif(b.core_blend, 'null'), b.response_hours,
       coalesce(b.assessors, 1), b.weights_rationale, b.highest_risk,
       coalesce(b.dfe_registration, false),
       coalesce(b.due_diligence, '[]'), coalesce(b.schedules, '[]')
  FROM jsonb_to_record($3) AS b (code text, name text, client_group text,
           regulator text, listed boolean, suitability text,
           price_unit text, requirements jsonb, statements jsonb,
           cost_heads jsonb, evidence jsonb, core_cap_pence bigint,
           rating_floor text, weights jsonb, miles_per_mark integer,
           choice_mode text, evaluators integer, openers integer,
           core_blend jsonb, response_hours jsonb, assessors integer,
           weights_rationale text, highest_risk text,
           dfe_registration boolean, due_diligence jsonb,
           schedules jsonb)
RETURNING id;
