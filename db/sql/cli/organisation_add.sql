-- A new organisation, by an operator.
-- role: owner
-- $1 arg.kind text
-- $2 arg.name text
-- returns body text
INSERT INTO organisation (kind, name) VALUES ($1, $2)
RETURNING json_build_object('id', id, 'kind', kind, 'name', name)::text AS body;
