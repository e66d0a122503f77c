-- The cure that waits, if there is one, is accepted or refused.
--
-- $1 arg.id uuid, $2 arg.outcome text, $3 body.reason text
UPDATE cure SET outcome = $2, reason = $3, decided_at = now_utc()
 WHERE accreditation_id = $1 AND outcome IS NULL;
