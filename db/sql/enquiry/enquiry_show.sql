-- One enquiry, with what was written.
--
-- $1 path.enquiry_id uuid
-- returns body text
SELECT body::text FROM enquiry_shown WHERE id = $1;
