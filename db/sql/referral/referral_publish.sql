-- Open for bids, as of the moment at which the rules were asked.
--
-- $1 path.referral_id uuid, $2 arg.state text, $3 arg.now_at timestamptz
UPDATE referral SET state = $2, published_at = $3 WHERE id = $1;
