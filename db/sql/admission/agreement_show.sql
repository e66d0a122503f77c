-- One version of a scheme's agreement.
-- role: public staff
--
-- $1 path.scheme_id uuid
-- $2 path.agreement_id uuid
-- returns body text
SELECT body::text FROM scheme_agreement_shown
 WHERE id = $2 AND scheme_id = $1;
