-- Replaces what an entry says; what the body leaves out is empty. A percentage
-- keeps two decimals, however many of them were sent (0e-16000 is a zero). What
-- was answered for a first stage stands.
--
-- $1 path.entry_id uuid
-- $2 body jsonb (EntryPut)
UPDATE entry e
   SET requirements = coalesce($2->'requirements', '{}')
           || CASE e.state WHEN 'stage_2' THEN answers_of_first_stage(
                  e.requirements, c.requirements) ELSE '{}' END,
       statements = coalesce($2->'statements', '{}')
           || CASE e.state WHEN 'stage_2' THEN answers_of_first_stage(
                  e.statements, c.statements) ELSE '{}' END,
       dfe_number = $2->>'dfe_number',
       core_pence = coalesce($2->'core_pence', '{}'),
       schedule_pence = coalesce($2->'schedule_pence', '{}'),
       discounts = (
           SELECT coalesce(jsonb_agg(jsonb_build_object(
                      'from_child', d.from_child,
                      'percent', round(d.percent, 2)) ORDER BY d.n), '[]')
             FROM ROWS FROM (jsonb_to_recordset($2->'discounts')
                      AS (from_child integer, percent numeric))
                  WITH ORDINALITY AS d (from_child, percent, n))
  FROM category c
 WHERE e.id = $1 AND c.id = e.category_id;
