-- The bids that were not withdrawn, and what was frozen for each bidder when
-- it was invited; what is in the envelopes, the keeper tells. LIMIT 1: by
-- their keys, bid by bid, however few rows the planner believes there are.
--
-- $1 path.referral_id uuid
-- returns bid_id uuid, provider_id uuid, accredited boolean,
--   core_pence bigint, discounts text ([{from_child, percent}])
SELECT b.id AS bid_id, b.provider_id,
       is_accredited_in(b.establishment_id, r.category_id || r.also_in)
           AS accredited,
       i.core_pence, i.discounts::text AS discounts
  FROM referral r
  JOIN bid b ON b.referral_id = r.id AND b.withdrawn_at IS NULL
 CROSS JOIN LATERAL (
       SELECT i.discounts,
              (SELECT coalesce(sum(h.value::bigint), 0)::bigint
                 FROM jsonb_each_text(i.core_pence) AS h) AS core_pence
         FROM invitation i
        WHERE i.referral_id = b.referral_id
          AND i.establishment_id = b.establishment_id
        LIMIT 1) AS i
 WHERE r.id = $1
 ORDER BY b.id;
