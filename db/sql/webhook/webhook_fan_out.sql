-- From the feeds into the queue; how many endpoints got further.
-- role: webhooks
--
-- $1 arg.most int
-- $2 arg.waiting_most int
-- returns moved bigint
SELECT webhook_fan_out($1, $2) AS moved;
