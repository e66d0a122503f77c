-- The authority that the path names, to be a council of a scheme.
--
-- $1 path.organisation_id uuid
-- returns id uuid
SELECT id FROM organisation WHERE id = $1 AND kind = 'authority';
