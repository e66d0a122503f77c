-- The time for a decision is extended, once, with a reason.
--
-- $1 path.application_id uuid
-- $2 arg.due_on date
-- $3 body.reason text
-- $4 caller.user uuid
-- $5 caller.client uuid
WITH extended AS (
    INSERT INTO assessment_extension (application_id, provider_id, scheme_id,
        lead_id, due_before, due_after, reason, extended_by)
    SELECT p.id, p.provider_id, p.scheme_id, p.lead_id, p.assess_due_on, $2,
           $3, coalesce($4, $5)
      FROM application p
     WHERE p.id = $1)
UPDATE application SET assess_due_on = $2 WHERE id = $1;
