-- A council leaves a scheme that is still a draft.
--
-- $1 path.scheme_id uuid
-- $2 path.organisation_id uuid
DELETE FROM scheme_council WHERE scheme_id = $1 AND organisation_id = $2;
