-- A tranche of a scheme; its deadline has been worked out from London's time.
--
-- $1 path.scheme_id uuid
-- $2 caller.organisation uuid
-- $3 body.name text
-- $4 arg.deadline bigint (microseconds since 1970)
-- $5 body.initial boolean
-- returns id uuid
INSERT INTO tranche (scheme_id, lead_id, name, deadline, initial)
VALUES ($1, $2, $3, to_timestamp($4 / 1000000), coalesce($5, false))
RETURNING id;
