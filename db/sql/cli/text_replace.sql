-- Puts another seal on a text that text_stale has just found.
-- role: owner
--
-- $1 arg.field text
-- $2 arg.at_row text
-- $3 arg.sealed text
SELECT personal_replace($1, $2::tid, $3);
