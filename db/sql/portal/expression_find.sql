-- What a portal has said under this reference before.
--
-- $1 body.scheme_id uuid
-- $2 body.supplier jsonb
-- $3 body.reference text
-- $4 caller.organisation uuid
-- returns id uuid, same boolean
SELECT x.id,
       x.scheme_id = $1 AND x.supplier_name = $2->>'name'
       AND x.company_number IS NOT DISTINCT FROM $2->>'company_number'
       AND x.contact_email = $2->>'contact_email' AS same
  FROM expression_of_interest x
 WHERE x.portal_id = $4 AND x.reference = $3;
