-- One home's own invitation: what an answer to it stands on.
--
-- $1 path.referral_id uuid, $2 path.establishment_id uuid
-- returns body text
SELECT json_build_object('referral_id', i.referral_id,
           'establishment_id', i.establishment_id,
           'miles', i.miles,
           'invited_at', utc_text(i.invited_at))::text AS body
  FROM invitation i
 WHERE i.referral_id = $1 AND i.establishment_id = $2
   AND i.provider_id = (SELECT me_org());
