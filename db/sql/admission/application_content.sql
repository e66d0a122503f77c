-- What the provider puts its name to: everything that will be assessed. What
-- is answered in common stands in each entry that it holds for.
--
-- $1 path.application_id uuid
-- $2 body.signatory jsonb
-- $3 arg.agreement jsonb (or NULL)
-- returns content text
SELECT (jsonb_build_object(
           'application_id', p.id,
           'provider_id', p.provider_id,
           'scheme_id', p.scheme_id,
           'entries', (
               SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                          'dfe_number', e.dfe_number,
                          'schedule_pence', nullif(e.schedule_pence, '{}')))
                      || jsonb_build_object(
                          'id', e.id,
                          'establishment_id', e.establishment_id,
                          'category_id', e.category_id,
                          'requirements', e.requirements,
                          'statements', e.statements,
                          'core_pence', e.core_pence,
                          'discounts', e.discounts)
                      ORDER BY e.place)
                 FROM entry e
                WHERE e.application_id = p.id),
           'signatory', $2)
        || CASE WHEN p.party_type = 'single'
                 AND p.declared = '{"notices": [], "exclusions": []}'
                THEN '{}'
                ELSE jsonb_build_object('declarations', (
                    SELECT d.body FROM declarations_shown d
                     WHERE d.id = p.id)) END
        || CASE WHEN $3 IS NULL THEN '{}'
                ELSE jsonb_build_object('agreement', $3) END)::text AS content
  FROM application p
 WHERE p.id = $1;
