-- The end of a referral without an award; the reason is shown to all asked.
--
-- $1 path.referral_id uuid, $2 arg.state text, $3 arg.reason text (sealed)
UPDATE referral SET state = $2, ended_reason = $3 WHERE id = $1;
