-- The newest cure of an accreditation.
--
-- $1 path.accreditation_id uuid
-- returns body text
SELECT body::text FROM cure_shown WHERE accreditation_id = $1
 ORDER BY number DESC LIMIT 1;
