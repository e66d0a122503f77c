-- What the registers say about places: about one, however its id is written,
-- or about all, in the order of their ids. A school's number finds it in
-- Ofsted's list and in the DfE's.
--
-- $1 query.regulator text (or NULL: any)
-- $2 query.id text (or NULL: any)
-- $3 cursor text
-- $4 limit int
-- returns body text, next text
WITH page AS (
    SELECT l.body, l.regulator || '|' || l.id AS key,
           row_number() OVER (ORDER BY l.regulator, l.id) AS n
      FROM register_location_shown l
     WHERE ($1::text IS NULL
            OR l.regulator = ANY (register_regulators($1, register_key($2))))
       AND ($2::text IS NULL OR l.id = register_key($2))
       AND (l.regulator, l.id) > (coalesce(split_part($3, '|', 1), ''),
                                  coalesce(split_part($3, '|', 2), ''))
     ORDER BY l.regulator, l.id
     LIMIT $4 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $4),
                '[]')::text AS body,
       CASE WHEN count(*) > $4 THEN (array_agg(key ORDER BY n))[$4]
       END AS next
  FROM page;
