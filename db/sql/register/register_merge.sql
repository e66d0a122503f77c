-- Takes over what was staged; what became of it.
-- role: owner
--
-- $1 arg.register_set text, $2 arg.regulator text, $3 arg.lists_all boolean
-- $4 arg.as_of date, $5 arg.file_name text, $6 arg.sha256 text
-- $7 arg.rows_read bigint, $8 arg.shrunk boolean
-- returns added bigint, changed bigint, same bigint, missing bigint, lost bigint
SELECT m.added, m.changed, m.same, m.missing, m.lost
  FROM register_merge($1, $2, $3, $4, $5, $6, $7, $8) AS m;
