-- The decision on an entry, and until when another look may be asked for.
--
-- $1 path.entry_id uuid
-- $2 arg.state text
-- $3 body.reason text
-- $4 arg.review_days integer
UPDATE entry
   SET state = $2, decided_at = now_utc(), decision_reason = $3,
       decided_by = me_self(),
       review_until = now_utc() + make_interval(days => $4)
 WHERE id = $1;
