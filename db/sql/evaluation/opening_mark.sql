-- From here on, in this very transaction, the bids can be seen.
--
-- $1 path.referral_id uuid
-- $2 arg.state text
UPDATE referral SET state = $2, opened_at = now_utc() WHERE id = $1;
