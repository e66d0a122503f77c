-- Bank holidays by day, with the part of the United Kingdom that has them.
-- role: public staff
--
-- $1 query.from date (or NULL: all)
-- $2 cursor text
-- $3 limit int
-- returns body text, next text
WITH page AS (
    SELECT json_build_object('day', b.day, 'part', b.part, 'name', b.name)
               AS body, b.day || '|' || b.part AS key,
           row_number() OVER (ORDER BY b.day, b.part) AS n
      FROM bank_holiday b
     WHERE b.day >= coalesce($1, '-infinity')
       AND (b.day, b.part)
           > (coalesce(split_part($2, '|', 1)::date, '-infinity'),
              coalesce(split_part($2, '|', 2), ''))
     ORDER BY b.day, b.part
     LIMIT $3 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $3),
                '[]')::text AS body,
       CASE WHEN count(*) > $3 THEN (array_agg(key ORDER BY n))[$3]
       END AS next
  FROM page;
