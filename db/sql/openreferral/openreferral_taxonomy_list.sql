-- A page of the taxonomies, of which there are two.
-- role: public
--
-- $1 query.page int (or NULL: 1)
-- $2 query.per_page int (or NULL: 50)
-- $3 query.search text (in the name, or NULL)
-- returns body text
SELECT openreferral_slice(ARRAY(
           SELECT t.body FROM openreferral_taxonomy t
            WHERE $3 IS NULL OR t.name ILIKE like_anywhere($3)
            ORDER BY t.name, t.id), $1, $2) AS body;
