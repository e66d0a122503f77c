-- Writes down an attempt that was refused, once its own transaction is gone.
-- Asking for a bid of one's own home that is not there is no attempt, nor for
-- a part that an opened bid does not have.
--
-- $1 arg.type text, $2 arg.subject_id uuid, $3 arg.referral_id uuid (or NULL)
-- $4 arg.establishment_id uuid (whose bid was asked for; or NULL)
SELECT note_attempt($1, $2, $3)
 WHERE NOT EXISTS (SELECT FROM establishment h
                    WHERE h.id = $4 AND h.provider_id = (SELECT me_org()))
   AND NOT EXISTS (SELECT FROM bid_opened o WHERE o.bid_id = $2);
