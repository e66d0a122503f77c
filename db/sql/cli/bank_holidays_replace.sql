-- The bank holidays of each part of the United Kingdom, as GOV.UK publishes
-- them. Within the days of which the file speaks, what it does not name is no
-- holiday any more. No row for a file that names none.
-- role: owner
--
-- $1 arg.file jsonb ({"england-and-wales": {"events": [{title, date}]}, ...})
-- returns days text, first text, last text
WITH told AS (
    SELECT DISTINCT (h.item->>'date')::date AS day,
           replace(p.division, '-', '_') AS part, h.item->>'title' AS name
      FROM jsonb_each($1) AS p (division, content)
     CROSS JOIN jsonb_array_elements(p.content->'events') AS h (item)
), gone AS (
    DELETE FROM bank_holiday b
     USING (SELECT part, min(day) AS first, max(day) AS last
              FROM told GROUP BY part) AS t
     WHERE b.part = t.part AND b.day BETWEEN t.first AND t.last
       AND NOT EXISTS (SELECT FROM told x
                        WHERE x.part = b.part AND x.day = b.day)
), put AS (
    INSERT INTO bank_holiday (day, part, name)
    SELECT day, part, name FROM told
    ON CONFLICT (day, part) DO UPDATE SET name = excluded.name)
SELECT count(DISTINCT day)::text AS days, min(day)::text AS first,
       max(day)::text AS last
  FROM told
HAVING count(*) > 0;
