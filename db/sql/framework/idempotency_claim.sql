-- Claims a key for this transaction; false while another one holds it.
-- role: staff public
--
-- $1 arg.anonymous text (digest of a request without a session)
-- $2 arg.key text
-- returns claimed boolean
SELECT idempotency_claim($1, $2) AS claimed;
