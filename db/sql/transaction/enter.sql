-- Who is calling: from here to the end of the transaction row-level security
-- sees the caller's organisation. Raises FL401 for a session that is over.
-- role: staff keeper
--
-- $1 arg.session uuid
-- returns user_id uuid, client_id uuid, organisation_id uuid,
--   organisation_kind text, role text, name text
SELECT user_id, client_id, organisation_id, organisation_kind, role, name
  FROM enter($1);
