-- A refused entry is decided again, and its application with it.
--
-- $1 path.application_id uuid
-- $2 path.entry_id uuid
-- $3 arg.state text
-- $4 arg.application_state text
WITH opened AS (
    UPDATE application SET state = $4 WHERE id = $1)
UPDATE entry
   SET state = $3, decided_at = NULL, decision_reason = NULL,
       decided_by = NULL, review_until = NULL
 WHERE id = $2 AND application_id = $1;
