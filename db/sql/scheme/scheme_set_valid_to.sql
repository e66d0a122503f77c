-- Another last day.
--
-- $1 path.scheme_id uuid
-- $2 arg.valid_to date
UPDATE scheme SET valid_to = $2 WHERE id = $1;
