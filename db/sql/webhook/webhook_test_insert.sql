-- An event for this endpoint alone, whatever types it has asked for. No row
-- while it is disabled.
--
-- $1 path.endpoint_id uuid
-- returns id uuid
WITH e AS (
    INSERT INTO event (type, subject_id, organisation_id, actor_id)
    SELECT 'webhook.tested', w.id, (SELECT me_org()), (SELECT me_self())
      FROM webhook_endpoint w
     WHERE w.id = $1 AND w.disabled_at IS NULL
    RETURNING id, xid, organisation_id),
r AS (
    INSERT INTO event_reader (organisation_id, xid, event_id)
    SELECT organisation_id, xid, id FROM e)
INSERT INTO webhook_delivery (endpoint_id, organisation_id, event_id)
SELECT $1, organisation_id, id FROM e
RETURNING id;
