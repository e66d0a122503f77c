-- An import, before its records.
--
-- $1 path.scheme_id uuid
-- $2 body.source text
-- $3 caller.organisation uuid
-- $4 caller.user uuid
-- $5 caller.client uuid
-- returns id uuid
INSERT INTO accreditation_import (scheme_id, lead_id, source, imported_by)
VALUES ($1, $3, $2, coalesce($4, $5))
RETURNING id;
