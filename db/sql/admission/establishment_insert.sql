-- A home of the caller's own.
--
-- $1 body jsonb (EstablishmentNew)
-- $2 caller.organisation uuid
-- $3 arg.postcode text (key form)
-- $4 arg.grid point
-- returns id uuid
INSERT INTO establishment (provider_id, name, line_1, line_2, town, postcode,
    grid, regulator_scheme, regulator_id, rating, capacity, vacancies, profile)
SELECT $2, b.name, b.address->>'line_1', nullif(b.address->>'line_2', ''),
       b.address->>'town', $3, $4, b.regulator->>'scheme',
       b.regulator->>'id', b.rating, b.capacity, b.vacancies,
       coalesce(b.profile, '{}')
  FROM jsonb_to_record($1) AS b (name text, address jsonb, regulator jsonb,
           rating text, capacity integer, vacancies integer, profile jsonb)
RETURNING id;
