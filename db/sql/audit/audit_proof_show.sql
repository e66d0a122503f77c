-- That one event is in the sealed log: everything its digest is made of, and
-- the way from there to a signed head.
--
-- $1 query.event_id uuid
-- returns body text
SELECT CASE WHEN s.event_id IS NULL 
            THEN refuse('not-sealed', 'It will be sealed within seconds.')
       ELSE json_build_object(
           'event', json_build_object(
               'id', e.public_id, 'at', utc_text(e.at), 'type', e.type,
               'subject_id', e.subject_id, 'referral_id', e.referral_id,
               'organisation_id', e.organisation_id, 'actor_id', e.actor_id,
               'request_id', e.request_id, 'salt', encode(e.salt, 'hex'),
               'sha256', encode(e.sha256, 'hex')),
           'batch', p.batch, 'path', p.path)
       END::text AS body
  FROM event e
  LEFT JOIN event_seal s ON s.event_id = e.id
  LEFT JOIN LATERAL audit_proof(s.batch, s.leaf_index) p
         ON s.event_id IS NOT NULL
 WHERE e.public_id = $1;
