-- A draft as the request that would make it: what a PATCH is laid over. Its
-- portrait is sealed; held: it was put down although it seems to say who
-- somebody is.
--
-- $1 path.referral_id uuid
-- returns state text, terms text, portrait text, held boolean
SELECT r.state, json_build_object(
           'scheme_id', r.scheme_id, 'category_id', r.category_id,
           'categories', r.also_in,
           'title', r.title, 'urgency', r.urgency,
           'need_by', r.need_by, 'origin_postcode', p.origin_postcode,
           'radius_miles', r.radius_miles, 'children', r.children,
           'weights', r.weights, 'needs', r.needs, 'features', r.features,
           'outcomes', r.outcomes, 'budget_pence', p.budget_pence,
           'choice_mode', r.choice_mode,
           'deadline', utc_text(r.deadline))::text AS terms,
       t.portrait, t.held
  FROM referral r
  JOIN referral_private p ON p.referral_id = r.id
  JOIN referral_portrait t ON t.referral_id = r.id
 WHERE r.id = $1;
