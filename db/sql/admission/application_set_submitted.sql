-- The application and its entries are sent in.
--
-- $1 path.application_id uuid
-- $2 body.signatory jsonb
-- $3 arg.state text
-- $4 arg.received_at timestamptz
-- $5 arg.assess_due_on date
-- $6 arg.receipt jsonb
-- $7 arg.agreement jsonb (or NULL)
-- $8 arg.entry_state text
-- $9 arg.stage_1_state text (where the category asks in stages)
WITH sent AS (
    UPDATE application
       SET state = $3, submitted_at = $4, assess_due_on = $5, signatory = $2,
           receipt = $6, agreement = $7
     WHERE id = $1)
UPDATE entry e
   SET state = CASE WHEN asks_in_stages(c.requirements, c.statements)
                    THEN $9 ELSE $8 END
  FROM category c
 WHERE e.application_id = $1 AND c.id = e.category_id;
