-- The newest notice of removal of an accreditation.
--
-- $1 path.accreditation_id uuid
-- returns body text
SELECT body::text FROM removal_notice_shown WHERE accreditation_id = $1
 ORDER BY number DESC LIMIT 1;
