-- One audit of an accreditation.
--
-- $1 path.accreditation_id uuid, $2 path.audit_id uuid
-- returns body text
SELECT body::text FROM accreditation_audit_shown
 WHERE accreditation_id = $1 AND id = $2;
