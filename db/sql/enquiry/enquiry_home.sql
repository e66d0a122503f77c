-- A home that can be written to: one that the directory shows now.
-- role: public staff
--
-- $1 path.establishment_id uuid
-- returns body text
SELECT '{}' AS body WHERE enquiry_leads($1) IS NOT NULL;
