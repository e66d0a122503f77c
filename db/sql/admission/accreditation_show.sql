-- One accreditation: its provider's, its lead's, its councils'.
--
-- $1 path.accreditation_id uuid
-- returns body text
SELECT body::text FROM accreditation_shown WHERE id = $1;
