-- From the feed into the queue of e-mails; whether there was anything.
-- role: webhooks
--
-- $1 arg.types text (with blanks between them)
-- $2 arg.told text (roles with commas, for each type)
-- $3 arg.topics text (for each type)
-- $4 arg.most int
-- returns moved bigint
SELECT mail_fan_out(string_to_array($1, ' '), string_to_array($2, ' '),
                    string_to_array($3, ' '), $4) AS moved;
