-- One referral, in two representations. A council and its auditors see what
-- was asked; a provider sees what it needs to bid and never the budget, the
-- exact place or who else was asked (R100, R103); the portrait only while the
-- policies of referral_portrait let it. They are written out
-- separately on purpose: a new member reaches a provider only if somebody
-- writes it there. Neither depends on a bid or a refusal (R099).
--
-- $1 path.referral_id uuid
-- returns body text
WITH clock AS MATERIALIZED (
    SELECT now_utc() AS now
), shared AS (
    SELECT r.*, c.price_unit, t.held,
           personal_json('referral.portrait', r.id::text, t.portrait)
               AS portrait,
           personal('referral.ended_reason', r.id::text, r.ended_reason)
               AS cancellation_reason,
           c.miles_per_mark, c.cost_heads,
           CASE WHEN r.state = 'open' AND clock.now >= r.deadline
                THEN 'closed' ELSE r.state END AS state_now,
           json_build_object('id', o.id, 'name', o.name) AS council,
           json_build_object('id', c.id, 'code', c.code, 'name', c.name)
               AS category,
           (SELECT coalesce(sum((n ->> 'mark')::integer), 0)
              FROM jsonb_array_elements(r.needs) n) AS needs_total,
           (SELECT coalesce(sum((f ->> 'mark')::integer), 0)
              FROM jsonb_array_elements(r.features) f
             WHERE NOT (f ->> 'must')::boolean) AS features_total,
           json_build_array('quality', 'outcomes', 'core', 'distance', 'draw')
               AS tie_break_order
      FROM referral r
      JOIN category c ON c.id = r.category_id
      JOIN organisation o ON o.id = r.council_id
      LEFT JOIN referral_portrait t ON t.referral_id = r.id
     CROSS JOIN clock
     WHERE r.id = $1
)
SELECT json_build_object(
           'id', r.id, 'reference', r.reference, 'state', r.state_now,
           'council', r.council, 'scheme_id', r.scheme_id,
           'category_id', r.category_id, 'category', r.category,
           'categories', r.also_in,
           'title', r.title, 'urgency', r.urgency, 'portrait', r.portrait,
           'identifiers', CASE WHEN NOT r.held THEN 'none'
               WHEN v.referral_id IS NULL THEN 'held'
               ELSE 'overridden' END,
           'identifier_override', CASE WHEN v.referral_id IS NOT NULL THEN
               json_build_object(
                   'reason', personal('identifier_override.reason',
                       r.id::text, v.reason),
                   'overridden_by', officer(v.overridden_by),
                   'overridden_at', utc_text(v.overridden_at)) END,
           'need_by', r.need_by, 'origin_postcode',
           postcode_text(p.origin_postcode), 'outcode', r.outcode,
           'radius_miles', r.radius_miles, 'children', r.children,
           'price_unit', r.price_unit, 'cost_heads', r.cost_heads,
           'weights', r.weights, 'miles_per_mark', r.miles_per_mark,
           'needs', r.needs, 'needs_total', r.needs_total,
           'features', r.features, 'features_total', r.features_total,
           'outcomes', r.outcomes, 'budget_pence', p.budget_pence,
           'choice_mode', r.choice_mode,
           'tie_break_order', r.tie_break_order,
           'deadline', utc_text(r.deadline),
           'created_at', utc_text(r.created_at),
           'published_at', utc_text(r.published_at),
           'opened_at', utc_text(r.opened_at),
           'cancellation_reason', r.cancellation_reason,
           'invited', (SELECT count(*) FROM invitation i
                        WHERE i.referral_id = r.id))::text AS body
  FROM shared r
  JOIN referral_private p ON p.referral_id = r.id
  LEFT JOIN identifier_override v ON v.referral_id = r.id
 WHERE (SELECT me_role()) IN ('council', 'auditor')
UNION ALL
SELECT json_build_object(
           'id', r.id, 'reference', r.reference, 'state', r.state_now,
           'council', r.council, 'scheme_id', r.scheme_id,
           'category_id', r.category_id, 'category', r.category,
           'categories', r.also_in,
           'title', r.title, 'urgency', r.urgency, 'portrait', r.portrait,
           'need_by', r.need_by, 'outcode', r.outcode,
           'children', r.children, 'price_unit', r.price_unit,
           'cost_heads', r.cost_heads, 'weights', r.weights,
           'miles_per_mark', r.miles_per_mark, 'needs', r.needs,
           'needs_total', r.needs_total, 'features', r.features,
           'features_total', r.features_total, 'outcomes', r.outcomes,
           'choice_mode', r.choice_mode,
           'tie_break_order', r.tie_break_order,
           'deadline', utc_text(r.deadline),
           'published_at', utc_text(r.published_at),
           'opened_at', utc_text(r.opened_at),
           'cancellation_reason', r.cancellation_reason,
           'establishments', (
               SELECT json_agg(json_build_object(
                          'id', e.id, 'name', e.name, 'miles', i.miles,
                          'core_pence', i.core_pence,
                          'discounts', i.discounts)
                          ORDER BY i.miles, e.id)
                 FROM invitation i
                 JOIN establishment e ON e.id = i.establishment_id
                WHERE i.referral_id = r.id))::text
  FROM shared r
 WHERE (SELECT me_role()) = 'provider';
