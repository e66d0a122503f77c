-- The people of the caller's organisation, newest first.
--
-- $1 cursor text (created_at and id of the last one seen)
-- $2 limit int
-- returns body text, next text
WITH page AS (
    SELECT u.* FROM app_user u
     WHERE $1::text IS NULL
        OR (u.created_at, u.id) < (split_part($1, ' ', 1)::timestamptz,
                                   split_part($1, ' ', 2)::uuid)
     ORDER BY u.created_at DESC, u.id DESC
     LIMIT $2 + 1),
numbered AS (
    SELECT p.*, row_number() OVER (ORDER BY p.created_at DESC, p.id DESC) AS n
      FROM page p)
SELECT coalesce(json_agg(json_build_object(
           'id', u.id, 'name', u.name, 'email', u.email, 'role', u.role,
           'disabled', u.disabled_at IS NOT NULL,
           'created_at', utc_text(u.created_at)) ORDER BY u.n)
           FILTER (WHERE u.n <= $2), '[]')::text AS body,
       CASE WHEN count(*) > $2 THEN max(
           replace(u.created_at::text, ' ', 'T') || ' ' || u.id)
           FILTER (WHERE u.n = $2) END AS next
  FROM numbered u;
