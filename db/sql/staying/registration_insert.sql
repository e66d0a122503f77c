-- A home's registration began or ended on that day. No row: it was known.
--
-- $1 path.establishment_id uuid, $2 body.regulator text, $3 body.state text
-- $4 body.from date, $5 body.source_reference text
-- returns id uuid
INSERT INTO establishment_registration (id, establishment_id, regulator, state,
    from_on, source, source_reference, recorded_by)
VALUES (gen_random_uuid(), $1, $2, $3, $4, 'lead', $5, (SELECT me_self()))
ON CONFLICT ON CONSTRAINT establishment_registration_once DO NOTHING
RETURNING id;
