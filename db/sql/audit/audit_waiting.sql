-- Events without a seal, whose transactions are over.
-- role: jobs
--
-- $1 arg.floor xid8 (or NULL: look at all)
-- $2 arg.most int
-- returns event_id bigint, sha256 text, horizon xid8, number bigint,
--   sealed_at text, previous text
SELECT event_id, sha256, horizon, number, sealed_at, previous
  FROM audit_waiting($1, $2);
