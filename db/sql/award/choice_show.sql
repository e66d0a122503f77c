-- Who chose which bid, whether that still counts, and what is offered now.
--
-- $1 path.referral_id uuid
-- returns body text
SELECT body::text FROM choice_shown WHERE referral_id = $1;
