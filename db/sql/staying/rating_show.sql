-- One grade of a home, for whoever sees the home.
--
-- $1 path.establishment_id uuid, $2 path.rating_id uuid
-- returns body text
SELECT body::text FROM rating_shown
 WHERE establishment_id = $1 AND id = $2;
