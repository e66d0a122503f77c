-- The endpoint goes, and with it its secrets and deliveries.
--
-- $1 path.endpoint_id uuid
DELETE FROM webhook_endpoint WHERE id = $1;
