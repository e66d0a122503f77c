-- "No bid", with its reason; a later one replaces it.
--
-- $1 path.referral_id uuid, $2 path.establishment_id uuid
-- $3 body.reason_code text, $4 arg.note text (sealed), $5 arg.refused_at timestamptz
INSERT INTO refusal (referral_id, establishment_id, provider_id, council_id,
    lead_id, reason_code, note, refused_at)
SELECT i.referral_id, i.establishment_id, i.provider_id, i.council_id,
       i.lead_id, $3, $4, $5
  FROM invitation i
 WHERE i.referral_id = $1 AND i.establishment_id = $2
   AND i.provider_id = (SELECT me_org())
ON CONFLICT (referral_id, establishment_id) DO UPDATE
   SET reason_code = excluded.reason_code, note = excluded.note,
       refused_at = excluded.refused_at;
