-- Whom a draft is about, in the words of whoever calls. What another officer
-- said of the words before counts for them no more.
--
-- $1 arg.referral_id uuid, $2 arg.portrait text (sealed), $3 arg.held boolean
WITH other_words AS (
    DELETE FROM identifier_override WHERE referral_id = $1
)
INSERT INTO referral_portrait (referral_id, council_id, lead_id, portrait,
    held, written_by)
SELECT r.id, r.council_id, r.lead_id, $2, $3, me_self()
  FROM referral r
 WHERE r.id = $1
ON CONFLICT (referral_id) DO UPDATE
   SET portrait = excluded.portrait, held = excluded.held,
       written_by = excluded.written_by, written_at = excluded.written_at;
