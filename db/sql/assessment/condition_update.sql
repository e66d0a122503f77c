-- A condition has been met, or not after all. No row for anybody but the lead.
--
-- $1 path.condition_id uuid
-- $2 body.met_on date
-- $3 body.note text
-- returns provider_id text
UPDATE accreditation_condition
   SET met_on = $2, note = $3, noted_by = me_self()
 WHERE id = $1
RETURNING provider_id::text;
