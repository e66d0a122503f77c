-- A grade as an inspectorate gave it. No row: it was known, word for word.
--
-- $1 path.establishment_id uuid, $2 body.regulator text, $3 body.framework text
-- $4 body.area text, $5 body.grade text, $6 body.on date
-- $7 body.source_reference text
-- returns id uuid
INSERT INTO establishment_rating (id, establishment_id, regulator, framework,
    area, grade, given_on, source, source_reference, recorded_by)
VALUES (gen_random_uuid(), $1, $2, $3, coalesce($4, 'overall'), $5, $6, 'lead',
    $7, (SELECT me_self()))
ON CONFLICT ON CONSTRAINT establishment_rating_once DO NOTHING
RETURNING id;
