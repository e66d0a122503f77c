-- Who is calling, as of now.
--
-- returns body text
SELECT json_build_object(
           'id', coalesce(u.id, c.id), 'name', coalesce(u.name, c.name),
           'email', u.email, 'role', s.role,
           'kind', CASE WHEN u.id IS NULL THEN 'machine' ELSE 'person' END,
           'organisation', json_build_object(
               'id', o.id, 'name', o.name, 'kind', o.kind))::text AS body
  FROM session_mine() s
  JOIN organisation o ON o.id = (SELECT me_org())
  LEFT JOIN app_user u ON u.id = s.user_id
  LEFT JOIN client c ON c.id = s.client_id;
