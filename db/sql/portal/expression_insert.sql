-- A supplier that a portal says is interested in a scheme; no row if the
-- portal has said so under this reference before.
--
-- $1 body.scheme_id uuid
-- $2 body.supplier jsonb
-- $3 body.reference text
-- $4 caller.organisation uuid
-- returns id uuid, lead_id text
INSERT INTO expression_of_interest (portal_id, scheme_id, lead_id,
    supplier_name, company_number, contact_email, reference)
SELECT $4, s.id, s.lead_id, $2->>'name', $2->>'company_number',
       $2->>'contact_email', $3
  FROM scheme s
 WHERE s.id = $1
ON CONFLICT (portal_id, reference) DO NOTHING
RETURNING id, lead_id::text;
