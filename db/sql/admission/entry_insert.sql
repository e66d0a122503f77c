-- One more home or category in a draft; as a copy, with the answers of another
-- entry to the same questions, its costs under the same heads, what it
-- offers of the same schedules and, in the same category, its discounts (R050).
--
-- $1 path.application_id uuid
-- $2 body.establishment_id uuid
-- $3 body.category_id uuid
-- $4 body.copy_from uuid (or NULL)
-- $5 caller.organisation uuid
-- returns id uuid
INSERT INTO entry (application_id, establishment_id, category_id, provider_id,
    scheme_id, lead_id, place, requirements, statements, core_pence,
    schedule_pence, discounts)
SELECT p.id, $2, c.id, p.provider_id, p.scheme_id, p.lead_id,
       (SELECT coalesce(max(e.place), 0) + 1 FROM entry e
         WHERE e.application_id = p.id),
       coalesce(answers_to(f.requirements, b.requirements, c.requirements),
                '{}'),
       coalesce(answers_to(f.statements, b.statements, c.statements), '{}'),
       coalesce(costs_under(f.core_pence, c.cost_heads), '{}'),
       coalesce(costs_under(f.schedule_pence, c.schedules), '{}'),
       CASE WHEN b.id = c.id THEN f.discounts ELSE '[]' END
  FROM application p
  JOIN category c ON c.id = $3 AND c.scheme_id = p.scheme_id
  LEFT JOIN entry f ON f.id = $4 AND f.provider_id = $5
  LEFT JOIN category b ON b.id = f.category_id
 WHERE p.id = $1
RETURNING id;
