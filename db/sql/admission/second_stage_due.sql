-- What came later is due later.
--
-- $1 path.application_id uuid
-- $2 arg.assess_due_on date
SELECT second_stage_due($1, $2);
