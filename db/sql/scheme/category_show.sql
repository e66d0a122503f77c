-- One category with its criteria, their weights and their reasons (R073).
-- role: public staff
--
-- $1 path.category_id uuid
-- returns body text
SELECT body::text FROM category_shown WHERE id = $1;
