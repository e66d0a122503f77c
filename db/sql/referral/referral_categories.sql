-- What is wrong with the further categories of a referral; a row for each, in
-- order. Bids are compared by price, so all are priced in the same unit under
-- the same cost heads.
--
-- $1 arg.category_id uuid
-- $2 arg.categories jsonb
-- returns known boolean (another category of the same scheme), repeated boolean,
--         comparable boolean
SELECT c.id IS NOT NULL AND c.id <> m.id AS known,
       row_number() OVER (PARTITION BY g.id ORDER BY g.n) > 1 AS repeated,
       c.price_unit = m.price_unit
       AND ARRAY(SELECT h->>'code' FROM jsonb_array_elements(c.cost_heads) h
                  ORDER BY 1)
           = ARRAY(SELECT h->>'code' FROM jsonb_array_elements(m.cost_heads) h
                    ORDER BY 1) AS comparable
  FROM jsonb_array_elements_text($2) WITH ORDINALITY AS t (text, n)
 CROSS JOIN LATERAL (SELECT t.text::uuid AS id, t.n) AS g
  JOIN category m ON m.id = $1
  LEFT JOIN category c ON c.id = g.id AND c.scheme_id = m.scheme_id
 ORDER BY g.n;
