-- A taxonomy.
-- role: public
--
-- $1 path.taxonomy_id uuid
-- returns body text
SELECT body::text FROM openreferral_taxonomy WHERE id = $1;
