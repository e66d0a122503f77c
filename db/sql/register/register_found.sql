-- A place, as the API tells of it, and what was not understood.
-- role: registers
--
-- $1 arg.id text
-- $2 arg.place jsonb
-- $3 arg.faults jsonb (a list of texts)
-- returns outcome text
SELECT register_found($1, $2,
           ARRAY(SELECT jsonb_array_elements_text($3))) AS outcome;
