-- A council's own cap in a category, with all that it was before.
--
-- $1 path.category_id uuid
-- $2 path.organisation_id uuid
-- returns body text
SELECT body::text FROM council_cap_shown
 WHERE category_id = $1 AND organisation_id = $2;
