-- What a change of a home is checked against.
--
-- $1 path.establishment_id uuid
-- $2 caller.organisation uuid
-- returns capacity integer, vacancies integer, regulator_scheme text,
--         regulator_id text
SELECT capacity, vacancies, regulator_scheme, regulator_id
  FROM establishment
 WHERE id = $1 AND provider_id = $2;
