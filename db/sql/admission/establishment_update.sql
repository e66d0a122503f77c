-- Changes the members that the body has. vacancies null: not known.
--
-- $1 path.establishment_id uuid
-- $2 body jsonb (EstablishmentPatch)
-- $3 arg.postcode text (key form, or NULL: as it is)
-- $4 arg.grid point
UPDATE establishment e
   SET name = coalesce(b.name, e.name),
       line_1 = coalesce(b.address->>'line_1', e.line_1),
       line_2 = CASE WHEN b.address IS NULL THEN e.line_2
                     ELSE nullif(b.address->>'line_2', '') END,
       town = coalesce(b.address->>'town', e.town),
       postcode = coalesce($3, e.postcode),
       grid = coalesce($4, e.grid),
       regulator_scheme = coalesce(b.regulator->>'scheme', e.regulator_scheme),
       regulator_id = CASE WHEN b.regulator IS NULL THEN e.regulator_id
                           ELSE b.regulator->>'id' END,
       rating = coalesce(b.rating, e.rating),
       capacity = coalesce(b.capacity, e.capacity),
       vacancies = CASE WHEN $2 ? 'vacancies' THEN b.vacancies
                        ELSE e.vacancies END,
       profile = coalesce(b.profile, e.profile),
       updated_at = now_utc()
  FROM jsonb_to_record($2) AS b (name text, address jsonb, regulator jsonb,
           rating text, capacity integer, vacancies integer, profile jsonb)
 WHERE e.id = $1;
