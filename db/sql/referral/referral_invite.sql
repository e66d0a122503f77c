-- Freezes who is asked (R054, R078): every home whose accreditation stands
-- (R060, R077) in the category within reach, with its distance, and the carried score and
-- figures in force when the referral was published. One statement, however
-- many there are. Who was asked before stays as it was: an extension brings
-- the newcomers only (R080), with figures of the same moment as all others'.
--
-- Reach is decided by the distance as it is printed, two decimals, half up,
-- so 20.00 is inside 20 (R079). Where the regime knows no limit by distance
-- everybody in the category is asked (PCR reg 34(21)). Of several categories
-- the union is asked, each home once, in the first that it can be asked in
-- (R005). A home whose core
-- costs are above the council's own cap is not asked by that council (R049),
-- where the regime lets a cap keep anybody out.
--
-- $1 path.referral_id uuid, $2 arg.invited_at timestamptz
-- $3 arg.everybody boolean, $4 arg.cap_bars boolean
-- returns invited bigint
WITH reach AS MATERIALIZED (
    SELECT r.id, r.council_id, r.lead_id, r.radius_miles,
           r.category_id || r.also_in AS categories,
           p.origin, r.published_at, london_day(r.published_at) AS day
      FROM referral r
      JOIN referral_private p ON p.referral_id = r.id
     WHERE r.id = $1
), home AS MATERIALIZED (
    SELECT r.id AS referral_id, r.council_id, r.lead_id, a.id,
           array_position(r.categories, a.category_id) AS place,
           CASE WHEN $4 THEN council_cap_at(a.category_id, r.council_id,
                                            r.published_at) END AS cap,
           a.establishment_id, a.provider_id, a.rating, a.discounts,
           grid_miles(e.grid, r.origin) AS miles,
           core_score_in_force(a.id, a.core_score, r.day, r.published_at)
               AS core_score,
           core_pence_in_force(a.id, a.core_pence, r.day, r.published_at)
               AS core_pence
      FROM reach r
      JOIN accreditation a ON a.category_id = ANY (r.categories)
       AND (stands(a.state, a.stands_until, $2)
            -- Where everybody has to be asked, those too that sleep.
            OR ($3 AND a.state = 'dormant' AND a.stands_until > $2))
      JOIN establishment e ON e.id = a.establishment_id
     WHERE $3 OR grid_miles(e.grid, r.origin) <= r.radius_miles
), invited AS (
    INSERT INTO invitation (referral_id, establishment_id, provider_id,
        council_id, lead_id, accreditation_id, miles, rating, core_score,
        core_pence, discounts, invited_at)
    SELECT DISTINCT ON (h.establishment_id)
           h.referral_id, h.establishment_id, h.provider_id, h.council_id,
           h.lead_id, h.id, h.miles, h.rating, h.core_score, h.core_pence,
           h.discounts, $2
      FROM home h
     WHERE h.cap IS NULL OR core_total(h.core_pence) <= h.cap
     ORDER BY h.establishment_id, h.place
    ON CONFLICT (referral_id, establishment_id) DO NOTHING
    RETURNING 1
)
SELECT count(*) AS invited FROM invited;
