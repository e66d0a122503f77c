-- What `fairlot registers` is to do next.
-- role: registers
--
-- $1 arg.hours integer
-- returns what text, id text, since text, until text, page integer, seconds integer
SELECT t.what, t.id, t.since, t.until, t.page, t.seconds
  FROM register_task($1) AS t;
