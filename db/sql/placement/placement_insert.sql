-- The Individual Placement Agreement (001 §3.10): what the council asked for,
-- what the bid promised, and what it costs, line by line.
--
-- $1 arg.award_id uuid
-- $2 arg.price_lines json
-- returns placement_id uuid, provider_id uuid
INSERT INTO placement (award_id, referral_id, establishment_id, provider_id,
    council_id, lead_id, price_pence, price_unit, terms)
SELECT w.id, r.id, o.establishment_id, w.provider_id, w.council_id, w.lead_id,
       o.price_pence, c.price_unit,
       json_build_object(
           'title', r.title,
           'category', json_build_object(
               'id', c.id, 'code', c.code, 'name', c.name),
           'children', r.children,
           'need_by', r.need_by,
           'available_from', o.content->'available_from',
           'outcomes', (
               SELECT coalesce(json_agg(json_build_object(
                          'code', x.item->'code',
                          'text', x.item->'text') ORDER BY x.n), '[]')
                 FROM jsonb_array_elements(r.outcomes)
                      WITH ORDINALITY AS x (item, n)),
           'needs_met', (
               SELECT coalesce(json_agg(json_build_object(
                          'code', x.item->'code',
                          'text', x.item->'text') ORDER BY x.n), '[]')
                 FROM jsonb_array_elements(r.needs)
                      WITH ORDINALITY AS x (item, n)
                WHERE o.content->'needs_met' ? (x.item->>'code')),
           'features_met', (
               SELECT coalesce(json_agg(json_build_object(
                          'code', x.item->'code',
                          'text', x.item->'text') ORDER BY x.n), '[]')
                 FROM jsonb_array_elements(r.features)
                      WITH ORDINALITY AS x (item, n)
                WHERE o.content->'features_met' ? (x.item->>'code')),
           'price_lines', $2::json,
           'statement', o.content->'statement',
           'additional_cost', (
               SELECT json_build_object(
                          'pence', h.additional_cost->'pence',
                          'per', h.additional_cost->'per',
                          'payer', h.additional_cost->'payer',
                          'agreed_on', h.additional_cost->'agreed_on',
                          'terms_accepted',
                          h.additional_cost->'terms_accepted')
                 FROM choice h
                WHERE h.bid_id = w.bid_id
                  AND h.additional_cost IS NOT NULL))
  FROM award w
  JOIN bid_opened o ON o.bid_id = w.bid_id
  JOIN referral r ON r.id = w.referral_id
  JOIN category c ON c.id = r.category_id
 WHERE w.id = $1
RETURNING id AS placement_id, provider_id;
