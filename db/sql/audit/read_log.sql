-- Writes down that the caller is shown one thing about a person: the same
-- rows, by the same policies, that the read itself shows; none if it shows
-- none. Nobody waits for the disk: what a crash loses is a read of the last
-- fraction of a second, never its answer's truth.
--
-- $1 path.referral_id uuid
-- $2 path.establishment_id uuid
-- $3 path.bid_id uuid
-- $4 path.placement_id uuid
-- $5 arg.operation text
-- $6 arg.request_id text
-- $7 arg.purpose text
WITH quick AS MATERIALIZED (
    SELECT set_config('synchronous_commit', 'off', true)
), seen AS (
    SELECT r.id, r.id AS referral_id, r.council_id, r.lead_id
      FROM referral r
     WHERE r.id = $1 AND $2::uuid IS NULL
       AND (SELECT me_role()) IN ('council', 'provider', 'auditor')
    UNION ALL
    SELECT b.id, b.referral_id, b.council_id, b.lead_id
      FROM bid b
     WHERE b.referral_id = $1 AND b.establishment_id = $2
       AND b.provider_id = (SELECT me_org()) AND b.withdrawn_at IS NULL
    UNION ALL
    SELECT b.id, b.referral_id, b.council_id, b.lead_id
      FROM opened_bid_shown o
      JOIN bid b ON b.id = o.bid_id
     WHERE o.bid_id = $3
    UNION ALL
    SELECT p.id, p.referral_id, p.council_id, p.lead_id
      FROM placement p
     WHERE p.id = $4
       AND ($5 <> 'showDisclosure'
            OR EXISTS (SELECT FROM disclosure d WHERE d.placement_id = p.id))
)
INSERT INTO access_log (operation, subject_id, referral_id, council_id,
    lead_id, request_id, purpose)
SELECT $5, s.id, s.referral_id, s.council_id, s.lead_id, $6, $7
  FROM seen s, quick;
