-- One council of a scheme.
-- role: public staff
--
-- $1 path.scheme_id uuid
-- $2 path.organisation_id uuid
-- returns body text
SELECT body::text
  FROM scheme_council_shown
 WHERE scheme_id = $1 AND organisation_id = $2;
