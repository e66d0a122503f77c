-- Replaces what an entry says; what the body leaves out is empty.
--
-- $1 path.entry_id uuid
-- $2 body jsonb (EntryPut)
UPDATE entry
   SET requirements = coalesce($2->'requirements', '{}'),
       statements = coalesce($2->'statements', '{}'),
       core_pence = coalesce($2->'core_pence', '{}'),
       discounts = coalesce($2->'discounts', '[]')
 WHERE id = $1;
