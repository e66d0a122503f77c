-- A review of what an accreditation carries; the one before stays on record.
--
-- $1 path.accreditation_id uuid
-- $2 body.statements jsonb
-- $3 body.evidence text
-- $4 caller.user uuid
-- $5 caller.client uuid
-- $6 arg.effective_on date
-- $7 arg.before numeric
-- $8 arg.core_score numeric
-- returns id uuid
INSERT INTO score_review (accreditation_id, provider_id, scheme_id, lead_id,
    number, effective_on, statements, rating, evidence, core_score_before,
    core_score, reviewed_by)
SELECT a.id, a.provider_id, a.scheme_id, a.lead_id,
       1 + (SELECT count(*) FROM score_review r
             WHERE r.accreditation_id = a.id),
       $6, $2, a.rating, $3, $7, $8, coalesce($4, $5)
  FROM accreditation a
 WHERE a.id = $1
RETURNING id;
