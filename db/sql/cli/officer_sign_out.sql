-- Ends a session that officer_sign_in began.
-- role: owner
-- $1 arg.session_id uuid
UPDATE session SET ended_at = clock_timestamp() WHERE id = $1;
