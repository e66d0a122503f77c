-- Notes where a request was answered; once.
--
-- $1 path.scheme_id uuid
-- $2 body.request_id uuid
-- $3 arg.clarification_id uuid
-- returns id uuid (no row: there is none, or it has been answered)
UPDATE clarification_request SET clarification_id = $3
 WHERE id = $2 AND scheme_id = $1 AND clarification_id IS NULL
RETURNING id;
