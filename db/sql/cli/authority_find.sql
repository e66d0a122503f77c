-- The authority of that name.
-- role: owner
-- $1 arg.name text
-- returns id uuid
SELECT id FROM organisation WHERE kind = 'authority' AND name = $1;
