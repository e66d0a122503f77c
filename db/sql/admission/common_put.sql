-- The common answers, as a whole.
--
-- $1 path.application_id uuid
-- $2 body jsonb (CommonAnswersPut)
UPDATE application
   SET common = jsonb_build_object(
           'requirements', coalesce($2->'requirements', '{}'),
           'statements', coalesce($2->'statements', '{}'))
 WHERE id = $1;
