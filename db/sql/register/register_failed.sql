-- It could not be had; no id: the changes.
-- role: registers
--
-- $1 arg.id text (or NULL)
-- $2 arg.fault text
SELECT register_failed($1, $2);
