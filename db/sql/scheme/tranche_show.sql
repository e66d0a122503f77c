-- One tranche of a scheme.
-- role: public staff
--
-- $1 path.scheme_id uuid
-- $2 path.tranche_id uuid
-- returns body text
SELECT body::text FROM tranche_shown WHERE scheme_id = $1 AND id = $2;
