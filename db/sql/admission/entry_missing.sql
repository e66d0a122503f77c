-- What is still missing before the second stage of an entry can be sent in.
--
-- $1 path.application_id uuid
-- $2 arg.place text (of the entry, from 0)
-- returns pointer text, detail text
SELECT m.pointer, m.detail
  FROM application_missing($1) AS m
 WHERE starts_with(m.pointer, '#/entries/' || $2 || '/')
 ORDER BY m.n
 LIMIT 101;
