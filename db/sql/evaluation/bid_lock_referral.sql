-- Lock, then clock, then act, for what is done to one bid: its referral cannot
-- be ranked meanwhile. The key is that of lock_shared.sql.
--
-- $1 path.bid_id uuid
SELECT pg_advisory_xact_lock_shared(
           hashtextextended('referral_id ' || o.referral_id, 0))
  FROM bid_opened o WHERE o.bid_id = $1;
