-- What was asked: for the lead, and for whoever asked.
--
-- $1 path.scheme_id uuid
-- $2 path.request_id uuid
-- returns body text
SELECT body::text FROM clarification_request_shown
 WHERE id = $2 AND scheme_id = $1;
