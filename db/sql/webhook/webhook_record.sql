-- How an attempt ended. When that is lost with the machine, it is sent again;
-- so the commit waits for no disk, unless it disables the endpoint: that is an
-- event, and what has been read in a feed is never lost.
-- role: webhooks
--
-- $1 arg.delivery_id uuid
-- $2 arg.lease uuid
-- $3 arg.state text
-- $4 arg.status int
-- $5 arg.failure text
-- $6 arg.retry bigint
-- $7 arg.disable text
SELECT webhook_record($1, $2, $3, $4, $5, $6, $7)
  FROM set_config('synchronous_commit',
                  CASE WHEN $7 IS NULL THEN 'off' ELSE 'on' END, true);
