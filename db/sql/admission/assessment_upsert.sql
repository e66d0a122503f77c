-- What the assessor recorded; replaced until the decision.
--
-- $1 path.entry_id uuid
-- $2 arg.lead_id uuid
-- $3 arg.provider_id uuid
-- $4 body.requirements jsonb
-- $5 arg.statements jsonb
-- $6 body.rating text
-- $7 arg.core_score numeric
-- $8 arg.assessed_by uuid
-- returns created boolean
INSERT INTO assessment (entry_id, lead_id, provider_id, requirements,
                        statements, rating, core_score, assessed_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (entry_id) DO UPDATE
   SET requirements = excluded.requirements, statements = excluded.statements,
       rating = excluded.rating, core_score = excluded.core_score,
       assessed_by = excluded.assessed_by, assessed_at = now_utc()
RETURNING xmax = 0 AS created;
