-- Puts a draft anew, but for its portrait. terms: as in referral_insert.sql.
--
-- $1 path.referral_id uuid, $2 arg.terms jsonb
WITH changed AS (
    UPDATE referral r
       SET scheme_id = c.scheme_id, category_id = c.id, lead_id = c.lead_id,
           title = t.title, urgency = t.urgency,
           need_by = t.need_by,
           outcode = left(postcode_key(t.origin_postcode), -3),
           radius_miles = t.radius_miles, children = t.children,
           weights = t.weights, needs = t.needs, features = t.features,
           outcomes = t.outcomes, choice_mode = t.choice_mode,
           deadline = t.deadline, also_in = coalesce(t.categories, '{}')
      FROM jsonb_to_record($2) AS t (category_id uuid, title text,
           urgency text, need_by date, origin_postcode text,
           radius_miles numeric, children integer, weights jsonb, needs jsonb,
           features jsonb, outcomes jsonb, choice_mode text,
           deadline timestamptz, categories uuid[])
      JOIN category c ON c.id = t.category_id
     WHERE r.id = $1
    RETURNING r.id, r.lead_id
)
UPDATE referral_private v
   SET lead_id = d.lead_id, origin_postcode = p.code, origin = p.grid,
       budget_pence = ($2 ->> 'budget_pence')::bigint
  FROM changed d, postcode p
 WHERE v.referral_id = d.id
   AND p.code = postcode_key($2 ->> 'origin_postcode');
