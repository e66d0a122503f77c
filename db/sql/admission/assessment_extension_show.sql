-- Whether and why an application took longer.
--
-- $1 path.application_id uuid
-- returns body text
SELECT body::text FROM assessment_extension_shown WHERE application_id = $1;
