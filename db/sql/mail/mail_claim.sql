-- E-mails that are due, leased to who asks. A lease that is lost with the
-- machine is taken again: its commit waits for no disk and no standby.
-- role: webhooks
--
-- $1 arg.most int
-- $2 arg.seconds int
-- returns mail_id uuid, lease uuid, attempt int, address text, sealed text,
--   type text, subject_id uuid, referral_id uuid, reference text,
--   created_at bigint (sealed: address and token of an enquiry; then all else
--   but times is NULL)
SELECT c.mail_id, c.lease, c.attempt, c.address, c.sealed, c.type,
       c.subject_id, c.referral_id, c.reference, c.created_at
  FROM set_config('synchronous_commit', 'off', true),
       mail_claim($1, $2) AS c;
