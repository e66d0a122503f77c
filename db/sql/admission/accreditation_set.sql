-- Suspended on a ground of the closed list (R062), or reinstated.
--
-- $1 path.accreditation_id uuid
-- $2 arg.state text
-- $3 arg.ground text (or NULL)
-- $4 body.reason text
UPDATE accreditation
   SET state = $2, ground = $3, reason = $4, changed_at = now_utc()
 WHERE id = $1;
