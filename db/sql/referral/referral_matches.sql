-- Who would be asked within a radius, and who would not and why: the same
-- rule as referral_invite.sql, read only. A regime without a limit by
-- distance, and one in which a council's cap keeps nobody out but is a
-- ceiling of each bid's, are in core/regime.c; tests/http/test_matches.py and
-- test_council_caps.py hold them together.
--
-- $1 path.referral_id uuid, $2 query.radius_miles numeric
-- returns body text
WITH reach AS MATERIALIZED (
    SELECT r.council_id, r.category_id || r.also_in AS categories, p.origin,
           coalesce($2::numeric, r.radius_miles)::numeric(6,2) AS radius_miles,
           s.regime = 'pcr_dps' AS everybody,
           s.regime <> 'pa23_dynamic_market' AS cap_bars, now.at,
           london_day(now.at) AS day
      FROM (SELECT now_utc() AS at) now
     CROSS JOIN referral r
      JOIN referral_private p ON p.referral_id = r.id
      JOIN scheme s ON s.id = r.scheme_id
     WHERE r.id = $1
), found AS MATERIALIZED (
    SELECT e.id, e.name, o.name AS provider, a.rating, m.miles,
           array_position(r.categories, a.category_id) AS place,
           CASE WHEN a.stands_until <= r.at
                  OR a.state IN ('suspended', 'cure_submitted')
                THEN 'suspended'
                WHEN NOT r.everybody AND a.state = 'dormant' THEN 'dormant'
                WHEN core_total(core_pence_in_force(a.id, a.core_pence,
                                                    r.day, r.at))
                     > CASE WHEN r.cap_bars
                            THEN council_cap_at(a.category_id, r.council_id,
                                                r.at) END
                THEN 'above_council_cap'
                WHEN NOT r.everybody AND m.miles > r.radius_miles
                THEN 'out_of_reach' END AS reason
      FROM reach r
      JOIN accreditation a ON a.category_id = ANY (r.categories)
       AND a.state NOT IN ('removed', 'withdrawn')
      JOIN establishment e ON e.id = a.establishment_id
      JOIN organisation o ON o.id = a.provider_id
     CROSS JOIN LATERAL (SELECT grid_miles(e.grid, r.origin) AS miles) m
), home AS MATERIALIZED (
    -- Each home once, by the first category in which it would be asked.
    SELECT DISTINCT ON (f.id) f.*
      FROM found f
     ORDER BY f.id, f.reason IS NOT NULL, f.place
)
SELECT json_build_object(
           'radius_miles', r.radius_miles,
           'matched', (
               SELECT coalesce(json_agg(json_build_object(
                          'establishment_id', h.id, 'name', h.name,
                          'provider', h.provider, 'miles', h.miles,
                          'rating', h.rating) ORDER BY h.miles, h.id), '[]')
                 FROM home h WHERE h.reason IS NULL),
           'excluded', (
               SELECT coalesce(json_agg(json_build_object(
                          'establishment_id', h.id, 'name', h.name,
                          'miles', h.miles, 'reason', h.reason)
                          ORDER BY h.miles, h.id), '[]')
                 FROM home h WHERE h.reason IS NOT NULL))::text AS body
  FROM reach r;
