-- A new scheme of the caller's authority; a draft.
--
-- $1 body jsonb (SchemeNew)
-- $2 caller.organisation uuid
-- returns id uuid
INSERT INTO scheme (lead_id, reference, name, regime, description,
                    valid_from, valid_to, extends_to, variations, fee)
SELECT $2, b.reference, b.name, b.regime, coalesce(b.description, ''),
       b.valid_from, b.valid_to, b.extends_to, coalesce(b.variations, '[]'),
       nullif(b.fee, 'null')
  FROM jsonb_to_record($1) AS b (reference text, name text, regime text,
           description text, valid_from date, valid_to date, extends_to date,
           variations jsonb, fee jsonb)
RETURNING id;
