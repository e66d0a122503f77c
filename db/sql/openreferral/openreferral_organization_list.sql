-- A page of the organizations: the providers of the homes of the directory.
-- role: public
--
-- $1 query.page int (or NULL: 1)
-- $2 query.per_page int (or NULL: 50)
-- $3 query.search text (in the name, or NULL)
-- returns body text
SELECT openreferral_slice(ARRAY(
           SELECT o.own FROM openreferral_organization o
            WHERE $3 IS NULL OR o.name ILIKE like_anywhere($3)
            ORDER BY o.name, o.id), $1, $2) AS body;
