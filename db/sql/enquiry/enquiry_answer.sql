-- Its provider has answered.
--
-- $1 path.enquiry_id uuid
-- $2 arg.state text
UPDATE enquiry SET state = $2, answered_at = now_utc() WHERE id = $1;
