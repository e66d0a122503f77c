-- One request, for its council, the lead and their auditors.
--
-- $1 path.exclusion_request_id uuid
-- returns body text
SELECT body::text FROM exclusion_request_shown WHERE id = $1;
