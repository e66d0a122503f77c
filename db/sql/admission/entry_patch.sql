-- Changes what the body names and leaves the rest: by code, where null takes an
-- answer back. Discounts are one list, put as a whole.
--
-- $1 path.entry_id uuid
-- $2 body jsonb (EntryPatch)
UPDATE entry
   SET requirements = jsonb_strip_nulls(
           requirements || coalesce($2->'requirements', '{}')),
       statements = jsonb_strip_nulls(
           statements || coalesce($2->'statements', '{}')),
       core_pence = jsonb_strip_nulls(
           core_pence || coalesce($2->'core_pence', '{}')),
       schedule_pence = jsonb_strip_nulls(
           schedule_pence || coalesce($2->'schedule_pence', '{}')),
       dfe_number = CASE WHEN $2 ? 'dfe_number' THEN $2->>'dfe_number'
                         ELSE dfe_number END,
       discounts = CASE WHEN $2 ? 'discounts' THEN (
           SELECT coalesce(jsonb_agg(jsonb_build_object(
                      'from_child', d.from_child,
                      'percent', round(d.percent, 2)) ORDER BY d.n), '[]')
             FROM ROWS FROM (jsonb_to_recordset($2->'discounts')
                      AS (from_child integer, percent numeric))
                  WITH ORDINALITY AS d (from_child, percent, n))
           ELSE discounts END
 WHERE id = $1;
