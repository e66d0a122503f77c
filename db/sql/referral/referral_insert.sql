-- A draft. terms: the whole request, defaults filled in, found good. Its
-- portrait is stored by portrait_store.sql.
--
-- $1 arg.terms jsonb, $2 arg.id uuid
WITH made AS (
    INSERT INTO referral (id, council_id, scheme_id, category_id, lead_id,
        title, urgency, need_by, outcode, radius_miles, children, weights,
        needs, features, outcomes, choice_mode, deadline, created_by,
        also_in)
    SELECT $2, me_org(), c.scheme_id, c.id, c.lead_id, t.title, t.urgency,
           t.need_by, left(postcode_key(t.origin_postcode), -3),
           t.radius_miles, t.children, t.weights, t.needs, t.features,
           t.outcomes, t.choice_mode, t.deadline, me_self(),
           coalesce(t.categories, '{}')
      FROM jsonb_to_record($1) AS t (category_id uuid, title text,
           urgency text, need_by date, origin_postcode text,
           radius_miles numeric, children integer, weights jsonb, needs jsonb,
           features jsonb, outcomes jsonb, choice_mode text,
           deadline timestamptz, categories uuid[])
      JOIN category c ON c.id = t.category_id
    RETURNING id, council_id, lead_id
)
INSERT INTO referral_private (referral_id, council_id, lead_id,
    origin_postcode, origin, budget_pence)
SELECT m.id, m.council_id, m.lead_id, p.code, p.grid,
       ($1 ->> 'budget_pence')::bigint
  FROM made m
  JOIN postcode p ON p.code = postcode_key($1 ->> 'origin_postcode');
