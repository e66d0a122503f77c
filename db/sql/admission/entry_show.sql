-- One entry: one home in one category.
--
-- $1 path.application_id uuid
-- $2 path.entry_id uuid
-- returns body text
SELECT body::text FROM entry_shown WHERE id = $2 AND application_id = $1;
