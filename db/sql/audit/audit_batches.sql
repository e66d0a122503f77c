-- Batches after one, oldest first; all digests in hexadecimal.
-- role: jobs owner
--
-- $1 arg.after bigint
-- $2 arg.most int
-- returns number bigint, sealed_at text, previous text, blind text,
--   root text, head text, signature text, leaves text
SELECT number, sealed_at, previous, blind, root, head, signature, leaves
  FROM audit_batches($1, $2);
