-- A new machine client of an organisation, by an operator. No row if there is
-- no such organisation, or the role is none for its kind.
-- role: owner
-- $1 arg.organisation_id uuid
-- $2 arg.role text
-- $3 arg.name text
-- $4 arg.secret_sha256 text
-- returns id uuid
WITH machine AS (
    INSERT INTO client (organisation_id, role, name)
    SELECT id, $2, $3
      FROM organisation
     WHERE id = $1
       AND kind = CASE WHEN $2 IN ('provider', 'portal') THEN $2
                       ELSE 'authority' END
    RETURNING id
), secret AS (
    INSERT INTO client_secret (client_id, sha256)
    SELECT id, $4 FROM machine
)
SELECT id FROM machine;
