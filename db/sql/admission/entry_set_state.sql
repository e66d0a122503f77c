-- The entry after an act of the lead's.
--
-- $1 path.entry_id uuid
-- $2 arg.state text
UPDATE entry SET state = $2 WHERE id = $1;
