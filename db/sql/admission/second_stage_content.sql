-- What the provider puts its name to with the second stage.
--
-- $1 path.entry_id uuid
-- $2 body.signatory jsonb
-- returns content text
SELECT jsonb_build_object(
           'application_id', e.application_id,
           'entry', jsonb_build_object(
               'id', e.id,
               'establishment_id', e.establishment_id,
               'category_id', e.category_id,
               'requirements', e.requirements,
               'statements', e.statements,
               'core_pence', e.core_pence,
               'discounts', e.discounts)
               || jsonb_strip_nulls(jsonb_build_object(
               'schedule_pence', nullif(e.schedule_pence, '{}'),
               'dfe_number', e.dfe_number)),
           'signatory', $2)::text AS content
  FROM entry e
 WHERE e.id = $1;
