-- The lead's answer to a council.
--
-- $1 path.exclusion_request_id uuid, $2 body.outcome text, $3 body.reason text
UPDATE exclusion_request
   SET outcome = $2, answer = $3, answered_at = now_utc()
 WHERE id = $1;
