-- An endpoint of the caller's organisation.
--
-- $1 path.endpoint_id uuid
-- returns body text
SELECT body::text AS body FROM webhook_endpoint_shown WHERE id = $1;
