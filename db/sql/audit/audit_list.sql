-- What happened, newest first: events that name the caller's organisation as
-- a reader; for an auditor also those of the referrals it audits. Two
-- branches, so that each walks an index in the order of the list. Names are
-- those of today, as far as policies show them: of one's own people, and of
-- organisations that one may know.
--
-- $1 query.type text
-- $2 query.subject_id uuid
-- $3 query.referral_id uuid
-- $4 query.from timestamptz
-- $5 query.to timestamptz
-- $6 cursor text
-- $7 limit int
-- returns body text, next text
WITH place AS MATERIALIZED (
    SELECT coalesce(split_part($6::text, '|', 1),
                    '18446744073709551615')::xid8 AS xid,
           coalesce(split_part($6, '|', 2), '9223372036854775807')::bigint
               AS id
), found AS (
    (SELECT e.*
       FROM event_reader r
       JOIN event e ON e.id = r.event_id
      WHERE r.organisation_id = (SELECT me_org())
        AND (r.xid, r.event_id)
            < ((SELECT xid FROM place), (SELECT id FROM place))
        AND ($1::text IS NULL OR e.type = $1)
        AND ($2::uuid IS NULL OR e.subject_id = $2)
        AND ($3::uuid IS NULL OR e.referral_id = $3)
        AND ($4::timestamptz IS NULL OR e.at >= $4)
        AND ($5::timestamptz IS NULL OR e.at < $5)
      ORDER BY r.xid DESC, r.event_id DESC
      LIMIT $7::integer + 1)
    UNION ALL
    (SELECT e.*
       FROM event e
      WHERE (SELECT i_audit()) AND e.referral_id IS NOT NULL
        AND NOT EXISTS (SELECT FROM event_reader r
                         WHERE r.event_id = e.id
                           AND r.organisation_id = (SELECT me_org()))
        AND (e.xid, e.id)
            < ((SELECT xid FROM place), (SELECT id FROM place))
        AND ($1 IS NULL OR e.type = $1)
        AND ($2 IS NULL OR e.subject_id = $2)
        AND ($3 IS NULL OR e.referral_id = $3)
        AND ($4 IS NULL OR e.at >= $4)
        AND ($5 IS NULL OR e.at < $5)
      ORDER BY e.xid DESC, e.id DESC
      LIMIT $7 + 1)
), page AS MATERIALIZED (
    SELECT f.*, row_number() OVER (ORDER BY f.xid DESC, f.id DESC) AS n
      FROM found f
     ORDER BY n
     LIMIT $7 + 1
)
SELECT coalesce(json_agg(json_build_object(
           'id', p.public_id, 'type', p.type, 'at', utc_text(p.at),
           'subject_id', p.subject_id, 'referral_id', p.referral_id,
           'organisation_id', p.organisation_id, 'organisation_name', o.name,
           'actor_id', p.actor_id, 'actor_name', coalesce(u.name, c.name),
           'request_id', p.request_id, 'sha256', encode(p.sha256, 'hex'),
           'batch', s.batch) ORDER BY p.n)
           FILTER (WHERE p.n <= $7), '[]')::text AS body,
       max(p.xid || '|' || p.id)
           FILTER (WHERE p.n = $7
                     AND EXISTS (SELECT FROM page WHERE n > $7)) AS next
  FROM page p
  LEFT JOIN event_seal s ON s.event_id = p.id
  LEFT JOIN organisation o ON o.id = p.organisation_id
  LEFT JOIN app_user u ON u.id = p.actor_id
  LEFT JOIN client c ON c.id = p.actor_id;
