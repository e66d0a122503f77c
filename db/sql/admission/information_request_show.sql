-- One request for information.
--
-- $1 path.application_id uuid
-- $2 path.request_id uuid
-- returns body text
SELECT body::text FROM information_request_shown
 WHERE id = $2 AND application_id = $1;
