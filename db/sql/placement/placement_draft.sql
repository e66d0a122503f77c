-- What an Individual Placement Agreement says (001 §3.10): what the council
-- asked for and what the bid promised, with the texts and the lines of the price
-- still to be put in.
--
-- $1 arg.award_id uuid
-- returns terms text
SELECT json_build_object(
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
           'price_lines', NULL,
           'statement', personal('bid_opened.statement', o.bid_id::text,
               o.content->>'statement'),
           'additional_cost', (
               SELECT json_build_object(
                          'pence', h.additional_cost->'pence',
                          'per', h.additional_cost->'per',
                          'payer', personal('choice.payer', h.referral_id::text,
                              h.additional_cost->>'payer'),
                          'agreed_on', h.additional_cost->'agreed_on',
                          'terms_accepted',
                          h.additional_cost->'terms_accepted')
                 FROM choice h
                WHERE h.bid_id = w.bid_id
                  AND h.additional_cost IS NOT NULL))::text AS terms
  FROM award w
  JOIN bid_opened o ON o.bid_id = w.bid_id
  JOIN referral r ON r.id = w.referral_id
  JOIN category c ON c.id = r.category_id
 WHERE w.id = $1;
