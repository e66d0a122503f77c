-- How an attempt ended.
-- role: webhooks
--
-- $1 arg.mail_id uuid
-- $2 arg.lease uuid
-- $3 arg.state text
-- $4 arg.reply int
-- $5 arg.failure text
-- $6 arg.retry bigint
SELECT mail_record($1, $2, $3, $4, $5, $6)
  FROM set_config('synchronous_commit', 'off', true);
