-- The common answers that the body names; null takes one back.
--
-- $1 path.application_id uuid
-- $2 body jsonb (CommonAnswersPatch)
UPDATE application
   SET common = jsonb_build_object(
           'requirements', jsonb_strip_nulls(common->'requirements'
               || coalesce($2->'requirements', '{}')),
           'statements', jsonb_strip_nulls(common->'statements'
               || coalesce($2->'statements', '{}')))
 WHERE id = $1;
