-- The lead's decision on an appeal.
--
-- $1 path.uplift_id uuid
-- $2 body.reason text
-- $3 caller.user uuid
-- $4 caller.client uuid
-- $5 arg.state text
-- $6 arg.granted_pence bigint (or NULL: what was granted before)
UPDATE uplift
   SET state = $5, appeal_reason = $2, appeal_granted_pence = $6,
       appeal_decided_by = coalesce($3, $4), appeal_decided_at = now_utc()
 WHERE id = $1;
