-- Deliveries that are due, leased to who asks.
-- role: webhooks
--
-- $1 arg.most int
-- $2 arg.of_each int
-- $3 arg.seconds int
-- returns delivery_id uuid, lease uuid, attempt int, endpoint_id uuid,
--   url text, event_id uuid, body text, secrets text, failing bigint
SELECT delivery_id, lease, attempt, endpoint_id, url, event_id, body, secrets,
       failing
  FROM webhook_claim($1, $2, $3);
