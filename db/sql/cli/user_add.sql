-- A new person of an organisation, by an operator: the first one, who adds the
-- others through the API. No row if there is no such organisation, or the role
-- is none for its kind.
-- role: owner
-- $1 arg.organisation_id uuid
-- $2 arg.role text
-- $3 arg.email text
-- $4 arg.name text
-- $5 arg.password_hash text
-- returns body text
WITH person AS (
    INSERT INTO app_user (organisation_id, role, email, name)
    SELECT id, $2, $3, $4
      FROM organisation
     WHERE id = $1
       AND kind = CASE WHEN $2 IN ('provider', 'portal') THEN $2
                       ELSE 'authority' END
    RETURNING id, organisation_id, role, email, name
), secret AS (
    INSERT INTO user_secret (user_id, password_hash)
    SELECT id, $5 FROM person
)
SELECT json_build_object('id', id, 'organisation_id', organisation_id,
           'role', role, 'email', email, 'name', name)::text AS body
  FROM person;
