-- One agreement, for the two who sign it and for auditors.
--
-- $1 path.placement_id uuid
-- returns body text
SELECT body::text FROM placement_shown WHERE id = $1;
