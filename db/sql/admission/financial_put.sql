-- The risk that was found, and where.
--
-- $1 path.application_id uuid
-- $2 body jsonb (FinancialAssessmentPut)
UPDATE application SET financial = $2 WHERE id = $1;
