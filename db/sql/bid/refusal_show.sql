-- The "no bid" of one home: its provider's always, its council's and their
-- auditors' once the bids are opened, as the policies have it.
--
-- $1 path.referral_id uuid, $2 path.establishment_id uuid
-- returns body text
SELECT json_build_object('referral_id', f.referral_id,
           'establishment_id', f.establishment_id,
           'reason_code', f.reason_code,
           'note', personal('refusal.note',
               f.referral_id || '/' || f.establishment_id, f.note),
           'refused_at', utc_text(f.refused_at))::text AS body
  FROM refusal f
 WHERE f.referral_id = $1 AND f.establishment_id = $2;
