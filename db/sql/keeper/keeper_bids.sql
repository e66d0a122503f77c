-- The bids of a referral that come out of their envelopes: the last version
-- of each that was not withdrawn. Their ciphertext is fetched one by one.
-- role: keeper
--
-- $1 arg.referral_id uuid
-- returns bid_id uuid, version integer
SELECT b.id AS bid_id, b.version
  FROM bid b
 WHERE b.referral_id = $1 AND b.withdrawn_at IS NULL
 ORDER BY b.id;
