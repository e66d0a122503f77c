-- One more of them, by the caller.
--
-- $1 path.scheme_id uuid
-- $2 body.council text
-- $3 body.fee_pence bigint
-- $4 body.from date
-- $5 body.to date
-- returns id uuid
INSERT INTO access_agreement (scheme_id, council, fee_pence, from_on, to_on)
VALUES ($1, $2, $3, $4, $5)
RETURNING id;
