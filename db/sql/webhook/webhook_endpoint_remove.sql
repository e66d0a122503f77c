-- The endpoint goes, and with it its secrets and deliveries. Its progress is
-- locked first, as those who deliver do it.
--
-- $1 path.endpoint_id uuid
WITH locked AS (
    SELECT endpoint_id FROM webhook_progress WHERE endpoint_id = $1
       FOR UPDATE)
DELETE FROM webhook_endpoint WHERE id = (SELECT endpoint_id FROM locked);
