-- A term of a taxonomy.
-- role: public
--
-- $1 path.taxonomy_term_id uuid
-- returns body text
SELECT body::text FROM openreferral_term WHERE id = $1;
