-- Before it is sent in, each entry gets the common answers that hold for it.
--
-- $1 path.application_id uuid
UPDATE entry e
   SET requirements = h.requirements || e.requirements,
       statements = e.statements || h.statements
  FROM common_held($1) AS h
 WHERE e.id = h.entry_id AND e.application_id = $1;
