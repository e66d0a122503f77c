-- The accreditation that an entry earned, with the figures it carries.
--
-- $1 path.entry_id uuid
-- returns id uuid
INSERT INTO accreditation (entry_id, establishment_id, category_id,
    provider_id, scheme_id, lead_id, listed, rating, core_score, core_pence,
    schedule_pence, discounts)
SELECT e.id, e.establishment_id, e.category_id, e.provider_id, e.scheme_id,
       e.lead_id, c.listed, t.rating, t.core_score, e.core_pence,
       e.schedule_pence, e.discounts
  FROM entry e
  JOIN category c ON c.id = e.category_id
  JOIN assessment t ON t.entry_id = e.id
 WHERE e.id = $1
RETURNING id;
