-- The session of this token.
--
-- returns body text
SELECT json_build_object(
           'id', s.session_id, 'role', s.role,
           'created_at', utc_text(s.created_at),
           'expires_at', utc_text(s.expires_at),
           'user', CASE WHEN u.id IS NOT NULL THEN
               json_build_object('id', u.id, 'name', u.name) END,
           'client', CASE WHEN c.id IS NOT NULL THEN
               json_build_object('id', c.id, 'name', c.name) END)::text AS body
  FROM session_mine() s
  LEFT JOIN app_user u ON u.id = s.user_id
  LEFT JOIN client c ON c.id = s.client_id;
