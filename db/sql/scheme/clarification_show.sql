-- One clarification.
-- role: public staff
--
-- $1 path.scheme_id uuid
-- $2 path.clarification_id uuid
-- returns body text
SELECT body::text FROM clarification_shown WHERE id = $2 AND scheme_id = $1;
