-- The compliant bids in rank order, and which of them have dropped out.
--
-- $1 path.referral_id uuid
-- returns bid_id uuid, gap bigint (ten-thousandths), price_pence bigint,
--   accredited boolean, refused boolean
SELECT b.bid_id, (b.gap * 10000)::bigint AS gap, b.price_pence, b.accredited,
       b.refused
  FROM candidate b
 WHERE b.referral_id = $1
 ORDER BY b.rank;
