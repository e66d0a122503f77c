-- Takes an entry back; with the last that was not decided its application.
--
-- $1 path.entry_id uuid
-- $2 body.reason text
-- returns ended text (the state of the application, or NULL: it goes on)
SELECT entry_withdraw($1, $2) AS ended;
