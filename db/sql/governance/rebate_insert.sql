-- One more of them, by the caller.
--
-- $1 path.scheme_id uuid
-- $2 body.from date
-- $3 body.to date
-- $4 body.surplus_pence bigint
-- $5 arg.shares jsonb
-- returns id uuid
INSERT INTO rebate (scheme_id, from_on, to_on, surplus_pence, shares)
VALUES ($1, $2, $3, $4, $5)
RETURNING id;
