-- A lead's scheme by the reference it has given it.
-- role: owner
-- $1 arg.lead_id uuid
-- $2 arg.reference text
-- returns id uuid, state text
SELECT id, state FROM scheme WHERE lead_id = $1 AND reference = $2;
