-- Deliveries that are due, leased to who asks. A lease that is lost with the
-- machine is taken again: its commit waits for no disk and no standby.
-- role: webhooks
--
-- $1 arg.most int
-- $2 arg.of_each int
-- $3 arg.seconds int
-- returns delivery_id uuid, lease uuid, attempt int, endpoint_id uuid,
--   url text, event_id uuid, body text, secrets text, failing bigint
SELECT c.delivery_id, c.lease, c.attempt, c.endpoint_id, c.url, c.event_id,
       c.body, c.secrets, c.failing
  FROM set_config('synchronous_commit', 'off', true),
       webhook_claim($1, $2, $3) AS c;
