-- The next secret of an endpoint.
--
-- $1 path.endpoint_id uuid
-- $2 arg.sealed_hex text
INSERT INTO webhook_secret (endpoint_id, sealed)
VALUES ($1, decode($2, 'hex'));
