-- One request to raise a head: its provider's and its lead's.
--
-- $1 path.accreditation_id uuid
-- $2 path.uplift_id uuid
-- returns body text
SELECT body::text FROM uplift_shown WHERE id = $2 AND accreditation_id = $1;
