-- A person of the caller's organisation.
--
-- $1 path.user_id uuid
-- returns body text
SELECT json_build_object(
           'id', u.id, 'name', u.name, 'email', u.email, 'role', u.role,
           'disabled', u.disabled_at IS NOT NULL,
           'created_at', utc_text(u.created_at))::text AS body
  FROM app_user u
 WHERE u.id = $1;
