-- Takes a home out of a draft.
--
-- $1 path.entry_id uuid
DELETE FROM entry WHERE id = $1;
