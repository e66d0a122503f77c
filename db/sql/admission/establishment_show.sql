-- A home: its provider's; an authority's once it applies or is accredited.
--
-- $1 path.establishment_id uuid
-- returns body text
SELECT body::text FROM establishment_shown WHERE id = $1;
