-- Puts a sealed bid in its envelope, over the one before if there is one, and
-- takes back an earlier "no bid". Every version is kept (001 §4.11).
--
-- $1 path.referral_id uuid, $2 path.establishment_id uuid, $3 arg.bid_id uuid
-- $4 arg.version integer, $5 arg.sealed bytea, $6 arg.sha256 text
-- $7 arg.received_at timestamptz, $8 arg.signature text
WITH envelope AS (
    INSERT INTO bid (id, referral_id, establishment_id, provider_id,
        council_id, lead_id, version)
    SELECT $3, i.referral_id, i.establishment_id, i.provider_id,
           i.council_id, i.lead_id, $4
      FROM invitation i
     WHERE i.referral_id = $1 AND i.establishment_id = $2
       AND i.provider_id = (SELECT me_org())
    ON CONFLICT (referral_id, establishment_id) DO UPDATE
       SET version = excluded.version, withdrawn_at = NULL
    RETURNING id, referral_id, provider_id, council_id, lead_id
), taken_back AS (
    DELETE FROM refusal WHERE referral_id = $1 AND establishment_id = $2
)
INSERT INTO bid_version (bid_id, version, referral_id, provider_id,
    council_id, lead_id, sealed, sha256, received_at, signature)
SELECT id, $4, referral_id, provider_id, council_id, lead_id, $5, $6, $7, $8
  FROM envelope;
