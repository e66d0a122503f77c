-- One of them, as it has just been made.
--
-- $1 arg.id uuid
-- returns body text
SELECT body::text AS body FROM access_agreement_shown WHERE id = $1;
