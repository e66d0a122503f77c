-- The referral's next state, as core/ says.
--
-- $1 path.referral_id uuid
-- $2 arg.state text
UPDATE referral SET state = $2 WHERE id = $1;
