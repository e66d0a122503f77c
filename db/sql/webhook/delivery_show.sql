-- One delivery of an endpoint of the caller's organisation.
--
-- $1 path.endpoint_id uuid
-- $2 path.delivery_id uuid
-- returns body text
SELECT body::text AS body FROM webhook_delivery_shown
 WHERE endpoint_id = $1 AND id = $2;
