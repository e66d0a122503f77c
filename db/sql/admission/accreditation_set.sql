-- Suspended on a ground of the closed list (R062), or reinstated. Whoever
-- reinstates has looked at all that was known.
--
-- $1 path.accreditation_id uuid
-- $2 arg.state text
-- $3 arg.ground text (or NULL)
-- $4 body.reason text
UPDATE accreditation
   SET state = $2, ground = $3, reason = $4, changed_at = now_utc(),
       reviewed_at = CASE $2 WHEN 'active' THEN now_utc()
                             ELSE reviewed_at END
 WHERE id = $1;
