-- As read_log_referral.sql, for a placement and what is disclosed for it.
--
-- $1 path.placement_id uuid
-- $2 arg.operation text
-- $3 arg.request_id text
-- $4 arg.purpose text
WITH quick AS MATERIALIZED (
    SELECT set_config('synchronous_commit', 'off', true)
)
INSERT INTO access_log (operation, subject_id, referral_id, council_id,
    lead_id, request_id, purpose)
SELECT $2, p.id, p.referral_id, p.council_id, p.lead_id, $3, $4
  FROM placement p, quick
 WHERE p.id = $1
   AND ($2 = 'showPlacement'
        OR $2 = 'showDisclosure'
           AND EXISTS (SELECT FROM disclosure d WHERE d.placement_id = p.id));
