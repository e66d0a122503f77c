-- The envelope is taken back; its versions and receipts are kept.
--
-- $1 path.referral_id uuid, $2 path.establishment_id uuid
-- $3 arg.withdrawn_at timestamptz
UPDATE bid SET withdrawn_at = $3
 WHERE referral_id = $1 AND establishment_id = $2
   AND withdrawn_at IS NULL;
