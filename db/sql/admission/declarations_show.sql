-- Who applies together with whom, and what had to be declared.
--
-- $1 path.application_id uuid
-- returns body text
SELECT body::text FROM declarations_shown WHERE id = $1;
