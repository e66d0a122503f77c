-- The locked ranking: the stored bytes, and after the last member their
-- SHA-256, which covers them as they were without it.
--
-- $1 path.referral_id uuid
-- returns body text
SELECT left(k.document, -1) || ',"sha256":"' || k.sha256 || '"}' AS body
  FROM ranking k WHERE k.referral_id = $1;
