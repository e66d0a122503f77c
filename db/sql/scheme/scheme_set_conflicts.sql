-- The assessment of conflicts of interest that was made (PA23 s.83(2)).
--
-- $1 path.scheme_id uuid
-- $2 body.conflicts_assessment jsonb
UPDATE scheme SET conflicts = $2 WHERE id = $1;
