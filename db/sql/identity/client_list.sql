-- The machine clients of the caller's organisation, newest first.
--
-- $1 cursor text (created_at and id of the last one seen)
-- $2 limit int
-- returns body text, next text
WITH page AS (
    SELECT c.* FROM client c
     WHERE c.disabled_at IS NULL
       AND ($1::text IS NULL
            OR (c.created_at, c.id) < (split_part($1, ' ', 1)::timestamptz,
                                       split_part($1, ' ', 2)::uuid))
     ORDER BY c.created_at DESC, c.id DESC
     LIMIT $2 + 1),
numbered AS (
    SELECT p.*, row_number() OVER (ORDER BY p.created_at DESC, p.id DESC) AS n
      FROM page p)
SELECT coalesce(json_agg(json_build_object(
           'id', c.id, 'name', c.name, 'role', c.role,
           'created_at', utc_text(c.created_at)) ORDER BY c.n)
           FILTER (WHERE c.n <= $2), '[]')::text AS body,
       CASE WHEN count(*) > $2 THEN max(
           replace(c.created_at::text, ' ', 'T') || ' ' || c.id)
           FILTER (WHERE c.n = $2) END AS next
  FROM numbered c;
