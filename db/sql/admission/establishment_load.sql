-- What a change of a home is checked against.
--
-- $1 path.establishment_id uuid
-- $2 caller.organisation uuid
-- $3 body jsonb (EstablishmentPatch)
-- returns capacity integer, vacancies integer,
--         renumbered boolean (it names another place of the registers),
--         accredited boolean
SELECT e.capacity, e.vacancies,
       $3 ? 'regulator'
       AND ($3->'regulator'->>'scheme',
            register_key($3->'regulator'->>'id'))
           IS DISTINCT FROM
           (e.regulator_scheme, register_key(e.regulator_id)) AS renumbered,
       EXISTS (SELECT FROM accreditation a
                WHERE a.establishment_id = e.id
                  AND a.state NOT IN ('removed', 'withdrawn')) AS accredited
  FROM establishment e
 WHERE e.id = $1 AND e.provider_id = $2;
