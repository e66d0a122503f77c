-- The placements of a scheme that the caller sees and both have signed, newest
-- first, with the fee that the scheme's regime allows it to take (R021): of
-- what the placement costs in a year. No row for a scheme that the caller may
-- not see; no items for one without a fee.
--
-- $1 path.scheme_id uuid
-- $2 cursor text
-- $3 limit int
-- returns body text, next text
WITH page AS (
    SELECT json_build_object(
               'placement_id', p.id, 'reference', p.reference,
               'value_pence', yearly_pence(p.price_pence, p.price_unit),
               'percent', s.fee->'percent', 'payer', s.fee->'payer') AS body,
           p.created_at || '|' || p.id AS key,
           row_number() OVER (ORDER BY p.created_at DESC, p.id DESC) AS n
      FROM placement p
      JOIN referral r ON r.id = p.referral_id
      JOIN scheme s ON s.id = r.scheme_id
     WHERE s.id = $1 AND s.fee IS NOT NULL AND p.state = 'active'
       AND (p.created_at, p.id)
           < (coalesce(split_part($2, '|', 1)::timestamptz, 'infinity'),
              coalesce(split_part($2, '|', 2)::uuid,
                       'ffffffff-ffff-ffff-ffff-ffffffffffff'))
     ORDER BY p.created_at DESC, p.id DESC
     LIMIT $3 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $3),
                '[]')::text AS body,
       CASE WHEN count(*) > $3 THEN (array_agg(key ORDER BY n))[$3]
       END AS next
  FROM page
HAVING EXISTS (SELECT FROM scheme s WHERE s.id = $1);
