-- The lead's decision on a request to raise a head.
--
-- $1 path.uplift_id uuid
-- $2 body.reason text
-- $3 caller.user uuid
-- $4 caller.client uuid
-- $5 arg.state text
-- $6 arg.granted_pence bigint (or NULL: nothing)
-- $7 arg.appeal_until date
UPDATE uplift
   SET state = $5, reason = $2, granted_pence = $6, appeal_until = $7,
       decided_by = coalesce($3, $4), decided_at = now_utc()
 WHERE id = $1;
