-- What is still missing before an application can be sent in, in order.
--
-- $1 path.application_id uuid
-- returns pointer text, detail text
SELECT m.pointer, m.detail
  FROM application_missing($1) AS m
 ORDER BY m.n
 LIMIT 101;
