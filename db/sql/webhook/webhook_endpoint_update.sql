-- What was sent about an endpoint; what was not stays. Whoever changes it
-- answers for it from then on. Enabled again, it gets all its time again. Its
-- progress is locked first, as those who deliver do it.
--
-- $1 path.endpoint_id uuid
-- $2 body.url text
-- $3 body.event_types json
-- $4 body.description text
-- $5 body.disabled boolean
WITH locked AS (
    SELECT endpoint_id FROM webhook_progress WHERE endpoint_id = $1
       FOR UPDATE),
fresh AS (
    UPDATE webhook_progress SET failing_since = NULL
     WHERE endpoint_id = (SELECT endpoint_id FROM locked) AND NOT $5)
UPDATE webhook_endpoint
   SET url = coalesce($2, url),
       event_types = CASE WHEN $3 IS NULL THEN event_types
                          ELSE ARRAY(SELECT json_array_elements_text($3)) END,
       description = coalesce($4, description),
       disabled_at = CASE $5 WHEN true THEN coalesce(disabled_at, now_utc())
                             WHEN false THEN NULL
                             ELSE disabled_at END,
       disabled_reason = CASE $5 WHEN true THEN coalesce(disabled_reason,
                                                         'owner')
                                 WHEN false THEN NULL
                                 ELSE disabled_reason END,
       answered_by = me_self()
 WHERE id = (SELECT endpoint_id FROM locked);
