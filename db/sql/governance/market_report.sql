-- How many homes stand in each category and where (by the letters that begin a
-- postcode), how many bids a referral gets, and what of it is below the levels
-- that the scheme has set (R029). Bids are those of opened referrals.
--
-- $1 path.scheme_id uuid
-- returns body text
WITH area AS (
    SELECT a.category_id, substring(e.postcode FROM '^[A-Z]+') AS area,
           count(*) AS homes
      FROM accreditation a
      JOIN establishment e ON e.id = a.establishment_id
     WHERE a.scheme_id = $1
       AND stands(a.state, a.stands_until, (SELECT now_utc()))
     GROUP BY 1, 2),
fact AS (
    SELECT c.id, c.code, c.name,
           (SELECT count(*) FROM accreditation a
             WHERE a.category_id = c.id
               AND stands(a.state, a.stands_until, (SELECT now_utc())))
               AS homes,
           coalesce(b.referrals, 0) AS referrals,
           round(b.bids::numeric / nullif(b.referrals, 0), 2) AS ratio,
           (t.critical_mass->>'homes')::numeric AS homes_least,
           (t.critical_mass->>'bids_per_referral')::numeric AS ratio_least
      FROM category c
      LEFT JOIN scheme_bids($1) AS b ON b.category_id = c.id
      LEFT JOIN scheme_target t ON t.scheme_id = c.scheme_id
     WHERE c.scheme_id = $1)
SELECT json_build_object('categories', coalesce(json_agg(json_build_object(
           'category_id', f.id, 'code', f.code, 'name', f.name,
           'homes', f.homes,
           'areas', (SELECT coalesce(json_agg(json_build_object(
                         'area', r.area, 'homes', r.homes)
                         ORDER BY r.area), '[]')
                       FROM area r WHERE r.category_id = f.id),
           'referrals', f.referrals, 'bids_per_referral', f.ratio,
           'warnings', to_json(array_remove(ARRAY[
               CASE WHEN f.homes < f.homes_least THEN 'homes' END,
               CASE WHEN f.ratio < f.ratio_least
                    THEN 'bids_per_referral' END], NULL)))
           ORDER BY f.code), '[]'))::text AS body
  FROM fact f
HAVING is_in_scheme($1);
