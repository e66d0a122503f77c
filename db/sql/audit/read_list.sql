-- Who was shown what about a person, newest first. Names as in audit_list.sql.
--
-- $1 query.subject_id uuid
-- $2 query.referral_id uuid
-- $3 query.actor_id uuid
-- $4 query.from timestamptz
-- $5 query.to timestamptz
-- $6 cursor text (a number)
-- $7 limit int
-- returns body text, next text
WITH page AS (
    SELECT l.*, row_number() OVER (ORDER BY l.id DESC) AS n
      FROM access_log l
     WHERE l.id < coalesce($6::text::bigint, 9223372036854775807)
       AND ($1::uuid IS NULL OR l.subject_id = $1)
       AND ($2::uuid IS NULL OR l.referral_id = $2)
       AND ($3::uuid IS NULL OR l.actor_id = $3)
       AND ($4::timestamptz IS NULL OR l.at >= $4)
       AND ($5::timestamptz IS NULL OR l.at < $5)
     ORDER BY l.id DESC
     LIMIT $7 + 1)
SELECT coalesce(json_agg(json_build_object(
           'id', p.public_id, 'at', utc_text(p.at), 'operation', p.operation,
           'subject_id', p.subject_id, 'referral_id', p.referral_id,
           'organisation_id', p.organisation_id, 'organisation_name', o.name,
           'actor_id', p.actor_id, 'actor_name', coalesce(u.name, c.name),
           'request_id', p.request_id, 'purpose', p.purpose) ORDER BY p.n)
           FILTER (WHERE p.n <= $7), '[]')::text AS body,
       CASE WHEN count(*) > $7 THEN (array_agg(p.id::text ORDER BY p.n))[$7]
       END AS next
  FROM page p
  LEFT JOIN organisation o ON o.id = p.organisation_id
  LEFT JOIN app_user u ON u.id = p.actor_id
  LEFT JOIN client c ON c.id = p.actor_id;
