-- A short session of a lead officer, for a command that speaks to the API in
-- that officer's name. No row if nobody of that address may.
-- role: owner
-- $1 arg.email text
-- returns id uuid, organisation_id uuid
INSERT INTO session (organisation_id, user_id, role, expires_at)
SELECT organisation_id, id, role, clock_timestamp() + interval '10 minutes'
  FROM app_user
 WHERE lower(email) = lower($1) AND role = 'lead' AND disabled_at IS NULL
RETURNING id, organisation_id;
