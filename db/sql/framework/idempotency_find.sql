-- The first answer under a key, for a day. A statement of its own, after the
-- claim, so that it sees what the last holder of the key committed.
-- role: staff public
--
-- $1 arg.anonymous text
-- $2 arg.key text
-- returns fingerprint text, status integer, body text, location text, etag text
SELECT fingerprint, status, body, location, etag
  FROM idempotency_find($1, $2);
