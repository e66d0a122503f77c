-- The seals of one batch and the events they are of, as the tables have them
-- now; an event that is gone leaves its members NULL.
-- role: owner
--
-- $1 arg.batch bigint
-- returns event_id text, leaf_index int, id text, at text, type text,
--   subject_id text, referral_id text, organisation_id text, actor_id text,
--   request_id text, salt text, xid text
SELECT s.event_id, s.leaf_index, e.public_id AS id, utc_text(e.at) AS at,
       e.type, e.subject_id, e.referral_id, e.organisation_id, e.actor_id,
       e.request_id, encode(e.salt, 'hex') AS salt, e.xid
  FROM event_seal s
  LEFT JOIN event e ON e.id = s.event_id
 WHERE s.batch = $1
 ORDER BY s.leaf_index;
