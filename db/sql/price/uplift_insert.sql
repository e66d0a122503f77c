-- A request to raise a head.
--
-- $1 path.accreditation_id uuid
-- $2 body.head text
-- $3 body.amount_pence bigint
-- $4 body.formula text
-- $5 body.evidence text
-- $6 body.effective_on date
-- $7 caller.user uuid
-- $8 caller.client uuid
-- $9 arg.from_pence bigint
-- returns id uuid
INSERT INTO uplift (accreditation_id, provider_id, scheme_id, lead_id, head,
    from_pence, asked_pence, formula, evidence, effective_on, asked_by)
SELECT a.id, a.provider_id, a.scheme_id, a.lead_id, $2, $9, $3, $4, $5, $6,
       coalesce($7, $8)
  FROM accreditation a
 WHERE a.id = $1
RETURNING id;
