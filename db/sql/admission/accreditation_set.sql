-- What a lead has made of an accreditation. Whoever lets it stand again has
-- looked at all that was known, and its home begins anew to be quiet.
--
-- $1 arg.id uuid
-- $2 arg.state text
-- $3 arg.ground text (or NULL)
-- $4 arg.reason text
-- $5 arg.failed jsonb (an array of codes)
UPDATE accreditation
   SET state = $2, ground = $3, reason = $4, failed = $5,
       changed_at = now_utc(),
       reviewed_at = CASE $2 WHEN 'active' THEN now_utc()
                             ELSE reviewed_at END,
       quiet_since = CASE $2 WHEN 'active' THEN now_utc()
                             ELSE quiet_since END,
       dormancy_warnings = CASE $2 WHEN 'active' THEN 0
                                   ELSE dormancy_warnings END,
       dormancy_warned_at = CASE WHEN $2 <> 'active'
                                 THEN dormancy_warned_at END
 WHERE id = $1;
