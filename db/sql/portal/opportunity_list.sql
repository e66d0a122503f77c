-- What a procurement portal announces: the categories of schemes that can be
-- applied to today, the newest scheme first.
--
-- $1 cursor text
-- $2 limit int
-- returns body text, next text
WITH page AS (
    SELECT json_build_object(
               'category_id', c.id,
               'code', c.code,
               'name', c.name,
               'client_group', c.client_group,
               'regulator', c.regulator,
               'suitability', c.suitability,
               'price_unit', c.price_unit,
               'scheme', json_build_object(
                   'id', s.id,
                   'reference', s.reference,
                   'name', s.name,
                   'regime', s.regime,
                   'description', s.description,
                   'valid_from', s.valid_from,
                   'valid_to', s.valid_to),
               'authority', json_build_object('id', o.id, 'name', o.name),
               'opened_at', utc_text(s.opened_at)) AS body,
           s.opened_at || '|' || c.id AS key,
           row_number() OVER (ORDER BY s.opened_at DESC, c.id DESC) AS n
      FROM category c
      JOIN scheme s ON s.id = c.scheme_id
      JOIN organisation o ON o.id = s.lead_id
     WHERE s.state = 'open'
       AND c.state <> 'withdrawn'
       AND london_day()
           BETWEEN s.valid_from AND s.valid_to
       AND (s.opened_at, c.id)
           < (coalesce(split_part($1, '|', 1)::timestamptz, 'infinity'),
              coalesce(split_part($1, '|', 2)::uuid,
                       'ffffffff-ffff-ffff-ffff-ffffffffffff'))
     ORDER BY s.opened_at DESC, c.id DESC
     LIMIT $2 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $2),
                '[]')::text AS body,
       CASE WHEN count(*) > $2 THEN (array_agg(key ORDER BY n))[$2]
       END AS next
  FROM page;
