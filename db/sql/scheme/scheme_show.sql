-- One scheme: anybody's once open, the lead's from the start.
-- role: public staff
--
-- $1 path.scheme_id uuid
-- returns body text
SELECT body::text FROM scheme_shown WHERE id = $1;
