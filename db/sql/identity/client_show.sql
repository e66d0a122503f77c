-- A machine client of the caller's organisation.
--
-- $1 path.client_id uuid
-- returns body text
SELECT json_build_object(
           'id', c.id, 'name', c.name, 'role', c.role,
           'created_at', utc_text(c.created_at))::text AS body
  FROM client c
 WHERE c.id = $1 AND c.disabled_at IS NULL;
