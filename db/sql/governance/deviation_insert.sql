-- One more of them, by the caller.
--
-- $1 path.scheme_id uuid
-- $2 body.decided_on date
-- $3 body.awarded_to text
-- $4 body.value_pence bigint
-- $5 body.reason text
-- $6 body.approver text
-- returns id uuid
INSERT INTO deviation (scheme_id, decided_on, awarded_to, value_pence, reason, approver)
VALUES ($1, $2, $3, $4, $5, $6)
RETURNING id;
