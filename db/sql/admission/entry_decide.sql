-- The decision on an entry.
--
-- $1 path.entry_id uuid
-- $2 arg.state text
-- $3 body.reason text
UPDATE entry
   SET state = $2, decided_at = now_utc(), decision_reason = $3
 WHERE id = $1;
