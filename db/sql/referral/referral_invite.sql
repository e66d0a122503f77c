-- Freezes who is asked (R054, R078): every home with an active accreditation
-- in the category within reach, with its distance, carried score and figures
-- of this moment. One statement, however many there are. Who was asked before
-- stays as it was: an extension brings the newcomers only (R080).
--
-- Reach is decided by the distance as it is printed, two decimals, half up,
-- so 20.00 is inside 20 (R079). Where the regime knows no limit by distance
-- everybody in the category is asked (PCR reg 34(21)).
--
-- $1 path.referral_id uuid, $2 arg.invited_at timestamptz
-- $3 arg.everybody boolean
-- returns invited bigint
WITH reach AS MATERIALIZED (
    SELECT r.id, r.council_id, r.lead_id, r.category_id, r.radius_miles,
           p.origin
      FROM referral r
      JOIN referral_private p ON p.referral_id = r.id
     WHERE r.id = $1
), invited AS (
    INSERT INTO invitation (referral_id, establishment_id, provider_id,
        council_id, lead_id, accreditation_id, miles, rating, core_score,
        core_pence, discounts, invited_at)
    SELECT r.id, a.establishment_id, a.provider_id, r.council_id, r.lead_id,
           a.id, grid_miles(e.grid, r.origin), a.rating, a.core_score,
           a.core_pence, a.discounts, $2
      FROM reach r
      JOIN accreditation a ON a.category_id = r.category_id
       AND a.state = 'active'
      JOIN establishment e ON e.id = a.establishment_id
     WHERE $3 OR grid_miles(e.grid, r.origin) <= r.radius_miles
    ON CONFLICT (referral_id, establishment_id) DO NOTHING
    RETURNING 1
)
SELECT count(*) AS invited FROM invited;
