-- Writes down that the caller is shown a referral, or one of the papers that
-- belong to it as a whole: by the same policies as the read itself; no row if
-- it shows nothing. Nobody waits for the disk: what a crash loses is a read of
-- the last fraction of a second, never its answer's truth.
--
-- $1 path.referral_id uuid
-- $2 path.establishment_id uuid
-- $3 arg.operation text
-- $4 arg.request_id text
-- $5 arg.purpose text
WITH quick AS MATERIALIZED (
    SELECT set_config('synchronous_commit', 'off', true)
), seen AS (
    SELECT r.id, r.id AS referral_id, r.council_id, r.lead_id
      FROM referral r
     WHERE $3 = 'showReferral' AND r.id = $1
       AND (SELECT me_role()) IN ('council', 'provider', 'auditor')
    UNION ALL
    SELECT b.id, b.referral_id, b.council_id, b.lead_id
      FROM bid b
     WHERE $3 = 'showOwnBid'
       AND b.referral_id = $1 AND b.establishment_id = $2
       AND b.provider_id = (SELECT me_org()) AND b.withdrawn_at IS NULL
    UNION ALL
    SELECT f.referral_id, f.referral_id, f.council_id, f.lead_id
      FROM refusal f
     WHERE $3 = 'showRefusal'
       AND f.referral_id = $1 AND f.establishment_id = $2
    UNION ALL
    SELECT r.id, r.id, r.council_id, r.lead_id
      FROM referral r
     WHERE $3 = 'listBids' AND r.id = $1
       AND EXISTS (SELECT FROM opened_bid_shown o WHERE o.referral_id = r.id)
    UNION ALL
    SELECT c.referral_id, c.referral_id, c.council_id, c.lead_id
      FROM choice c
     WHERE $3 = 'showChoice' AND c.referral_id = $1
    UNION ALL
    SELECT r.id, r.id, r.council_id, r.lead_id
      FROM referral r
     WHERE $3 = 'showBudget' AND r.id = $1
       AND EXISTS (SELECT FROM budget_change c WHERE c.referral_id = r.id)
    UNION ALL
    SELECT w.id, w.referral_id, w.council_id, w.lead_id
      FROM award w
     WHERE $3 = 'showAward' AND w.referral_id = $1 AND w.fallen_at IS NULL
    UNION ALL
    (SELECT l.referral_id, l.referral_id, l.council_id, l.lead_id
      FROM letter l
     WHERE $3 = 'showFeedback' AND l.referral_id = $1
     LIMIT 1)
)
INSERT INTO access_log (operation, subject_id, referral_id, council_id,
    lead_id, request_id, purpose)
SELECT $3, s.id, s.referral_id, s.council_id, s.lead_id, $4, $5
  FROM seen s, quick;
