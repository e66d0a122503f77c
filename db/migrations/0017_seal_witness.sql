-- The service's own signature under the public key to which a referral's bids
-- are sealed. Whoever can write this table, but has not the receipts' key,
-- cannot have bids sealed to a key of their own and read them early.
-- '': made before there was one; the next extension gives it one.
ALTER TABLE referral_key ADD COLUMN witness text NOT NULL DEFAULT '';
GRANT SELECT (witness), UPDATE (witness) ON referral_key TO app_staff;
