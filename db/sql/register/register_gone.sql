-- There is no such place.
-- role: registers
--
-- $1 arg.id text
SELECT register_gone($1);
