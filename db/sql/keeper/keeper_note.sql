-- Writes down that an opening was refused.
-- role: keeper
--
-- $1 arg.type text, $2 arg.subject_id uuid, $3 arg.referral_id uuid
-- returns noted void
SELECT note_attempt($1, $2, $3) AS noted;
