-- One condition of an accreditation.
--
-- $1 path.accreditation_id uuid
-- $2 path.condition_id uuid
-- returns body text
SELECT body::text FROM accreditation_condition_shown
 WHERE accreditation_id = $1 AND id = $2;
