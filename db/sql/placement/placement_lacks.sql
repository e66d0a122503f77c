-- Documents without which the provider cannot sign, in words; NULL: none.
--
-- $1 path.placement_id uuid
-- returns lacks text
SELECT placement_lacks($1) AS lacks;
