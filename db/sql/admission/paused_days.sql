-- By how many days the pauses of a scheme put off what is sent in on a day and
-- would be due on another.
--
-- $1 arg.scheme_id uuid
-- $2 arg.sent date
-- $3 arg.due date
-- returns days integer
SELECT scheme_paused_days($1, $2, $3) AS days;
