-- A provider's own bids that stand, the newest first by when each first came
-- in: a newer version does not move it. What is sealed has no price here; only
-- the keeper can tell it, one bid at a time.
--
-- $1 query.referral_state text (or NULL: any)
-- $2 query.establishment_id uuid (or NULL: any)
-- $3 cursor text
-- $4 limit int
-- returns body text, next text
WITH clock AS MATERIALIZED (
    SELECT now_utc() AS now,
           coalesce(split_part($3::text, ' ', 1)::timestamptz,
                    'infinity') AS before,
           coalesce(split_part($3, ' ', 2)::uuid,
                    'ffffffff-ffff-ffff-ffff-ffffffffffff') AS before_id
), own AS (
    SELECT b.id, b.referral_id, b.establishment_id, b.version, b.placed_at,
           r.reference, r.title, r.council_id, r.category_id, r.deadline,
           r.opened_at,
           CASE WHEN r.state = 'open' AND (SELECT now FROM clock) >= r.deadline
                THEN 'closed' ELSE r.state END AS referral_state
      FROM bid b
      JOIN referral r ON r.id = b.referral_id
     WHERE b.provider_id = (SELECT me_org()) AND b.withdrawn_at IS NULL
       AND ($2::uuid IS NULL OR b.establishment_id = $2)
       AND (b.placed_at, b.id) < ((SELECT before FROM clock),
                                  (SELECT before_id FROM clock))
), page AS MATERIALIZED (
    SELECT o.*, row_number() OVER (ORDER BY o.placed_at DESC, o.id DESC) AS n
      FROM own o
     WHERE $1::text IS NULL OR o.referral_state = $1
     ORDER BY o.placed_at DESC, o.id DESC
     LIMIT $4::integer + 1
)
SELECT coalesce(json_agg(json_build_object(
           'id', p.id, 'referral_id', p.referral_id,
           'reference', p.reference, 'title', p.title,
           'council', json_build_object('id', g.id, 'name', g.name),
           'category', json_build_object('id', c.id, 'code', c.code,
               'name', c.name),
           'establishment', json_build_object('id', e.id, 'name', e.name),
           'deadline', utc_text(p.deadline),
           'referral_state', p.referral_state,
           'state', CASE WHEN p.opened_at IS NULL
                         THEN 'sealed' ELSE 'opened' END,
           'version', p.version, 'received_at', utc_text(v.received_at),
           'price_pence', nullif(o.price_pence, 0), -- 0: unreadable
           'price_unit', c.price_unit,
           'placement_id', (
               SELECT t.id
                 FROM award w
                 JOIN placement t ON t.award_id = w.id
                WHERE w.bid_id = p.id AND w.fallen_at IS NULL)) ORDER BY p.n)
           FILTER (WHERE p.n <= $4), '[]')::text AS body,
       max(utc_text(p.placed_at) || ' ' || p.id)
           FILTER (WHERE p.n = $4
                     AND EXISTS (SELECT FROM page WHERE n > $4)) AS next
  FROM page p
  JOIN establishment e ON e.id = p.establishment_id
  JOIN organisation g ON g.id = p.council_id
  JOIN category c ON c.id = p.category_id
  JOIN bid_version v ON v.bid_id = p.id AND v.version = p.version
  LEFT JOIN bid_opened o ON o.bid_id = p.id;
