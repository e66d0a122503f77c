-- Sets an endpoint back to before the first event of its organisation's feed
-- from that moment on; never forward.
--
-- $1 path.endpoint_id uuid
-- $2 body.since timestamptz
UPDATE webhook_progress p
   SET xid = f.xid, event_id = f.event_id - 1
  FROM (SELECT r.xid, r.event_id
          FROM event_reader r
          JOIN event v ON v.id = r.event_id
         WHERE r.organisation_id = (SELECT me_org()) AND v.at >= $2
         ORDER BY r.xid, r.event_id
         LIMIT 1) AS f
 WHERE p.endpoint_id = $1
   AND (f.xid, f.event_id) <= (p.xid, p.event_id);
