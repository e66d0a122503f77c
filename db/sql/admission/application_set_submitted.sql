-- The application and its entries are sent in.
--
-- $1 path.application_id uuid
-- $2 body.signatory jsonb
-- $3 arg.state text
-- $4 arg.received_at timestamptz
-- $5 arg.assess_due_on date
-- $6 arg.receipt jsonb
-- $7 arg.entry_state text
WITH sent AS (
    UPDATE application
       SET state = $3, submitted_at = $4, assess_due_on = $5, signatory = $2,
           receipt = $6
     WHERE id = $1)
UPDATE entry SET state = $7 WHERE application_id = $1;
