-- A page of changes, and how many pages there are.
-- role: registers
--
-- $1 arg.page integer
-- $2 arg.pages integer
-- $3 arg.ids jsonb (a list of texts)
SELECT register_changes($1, $2,
           ARRAY(SELECT jsonb_array_elements_text($3)));
