-- A short session of a lead officer, for a command that speaks to the API in
-- that officer's name. No row if nobody of that address may. Without an
-- address: the first officer, if only one authority has any.
-- role: owner
-- $1 arg.email text
-- returns id uuid, organisation_id uuid
INSERT INTO session (organisation_id, user_id, role, expires_at)
SELECT organisation_id, id, role, clock_timestamp() + interval '10 minutes'
  FROM app_user u
 WHERE role = 'lead' AND disabled_at IS NULL
   AND CASE WHEN $1 IS NOT NULL THEN lower(email) = lower($1)
            ELSE NOT EXISTS (SELECT FROM app_user o
                              WHERE o.role = 'lead' AND o.disabled_at IS NULL
                                AND o.organisation_id <> u.organisation_id)
       END
 ORDER BY created_at, id
 LIMIT 1
RETURNING id, organisation_id;
