-- One change of a home's registration, for whoever sees the home.
--
-- $1 path.establishment_id uuid, $2 path.registration_id uuid
-- returns body text
SELECT body::text FROM registration_shown
 WHERE establishment_id = $1 AND id = $2;
