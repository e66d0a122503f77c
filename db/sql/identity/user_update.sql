-- What was sent about a person; what was not stays.
--
-- $1 path.user_id uuid
-- $2 body.name text
-- $3 body.disabled boolean
-- $4 body.role text
UPDATE app_user
   SET name = coalesce($2, name),
       role = coalesce($4, role),
       disabled_at = CASE $3::boolean WHEN true THEN coalesce(disabled_at, now_utc())
                             WHEN false THEN NULL
                             ELSE disabled_at END
 WHERE id = $1;
