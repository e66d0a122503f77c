-- New terms of a scheme: what the request says, and else what it was.
--
-- $1 path.scheme_id uuid
-- $2 body jsonb (SchemePatch)
UPDATE scheme s
   SET name = coalesce($2->>'name', s.name),
       reference = coalesce($2->>'reference', s.reference),
       regime = coalesce($2->>'regime', s.regime),
       description = coalesce($2->>'description', s.description),
       valid_from = coalesce(($2->>'valid_from')::date, s.valid_from),
       valid_to = coalesce(($2->>'valid_to')::date, s.valid_to),
       extends_to = CASE WHEN $2 ? 'extends_to'
                         THEN ($2->>'extends_to')::date
                         ELSE s.extends_to END,
       variations = coalesce($2->'variations', s.variations),
       fee = CASE WHEN $2 ? 'fee' THEN nullif($2->'fee', 'null')
                  ELSE s.fee END
 WHERE s.id = $1;
