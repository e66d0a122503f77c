-- A page of the terms: listed categories, and client groups. None has another
-- above it.
-- role: public
--
-- $1 query.page int (or NULL: 1)
-- $2 query.per_page int (or NULL: 50)
-- $3 query.search text (in the name, or NULL)
-- $4 query.taxonomy_id uuid (or NULL)
-- $5 query.parent_id uuid (or NULL)
-- returns body text
SELECT openreferral_slice(ARRAY(
           SELECT t.body FROM openreferral_term t
            WHERE $5 IS NULL
              AND ($3 IS NULL OR t.name ILIKE like_anywhere($3))
              AND ($4 IS NULL OR t.taxonomy_id = $4)
            ORDER BY t.taxonomy_id, t.name, t.id), $1, $2) AS body;
