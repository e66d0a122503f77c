-- What the caller has declared about an application.
--
-- $1 path.application_id uuid
-- returns body text
SELECT body::text FROM conflict_declaration_shown
 WHERE application_id = $1 AND person_id = (SELECT me_self());
