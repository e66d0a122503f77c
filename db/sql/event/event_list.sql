-- An organisation's own feed, oldest first. Nothing from the oldest running
-- transaction on is shown yet, so what commits late is never skipped; the
-- place is always told, so that a poller can go on.
--
-- $1 cursor text
-- $2 limit int
-- returns body text, next text
WITH page AS (
    SELECT json_build_object(
               'id', e.public_id,
               'type', e.type,
               'at', utc_text(e.at),
               'subject_id', e.subject_id,
               'referral_id', e.referral_id) AS body,
           r.xid || '|' || r.event_id AS key,
           row_number() OVER (ORDER BY r.xid, r.event_id) AS n
      FROM event_reader r
      JOIN event e ON e.id = r.event_id
     WHERE r.organisation_id = (SELECT me_org())
       AND r.xid < pg_snapshot_xmin(pg_current_snapshot())
       AND (r.xid, r.event_id)
           > (coalesce(split_part($1, '|', 1), '0')::xid8,
              coalesce(split_part($1, '|', 2), '0')::bigint)
     ORDER BY r.xid, r.event_id
     LIMIT $2)
SELECT coalesce(json_agg(body ORDER BY n), '[]')::text AS body,
       coalesce((array_agg(key ORDER BY n DESC))[1], $1) AS next
  FROM page;
