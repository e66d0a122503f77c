-- An import with its records, for the lead of the scheme and its auditor.
--
-- $1 path.scheme_id uuid
-- $2 path.import_id uuid
-- returns body text
SELECT body::text FROM accreditation_import_shown
 WHERE id = $2 AND scheme_id = $1;
