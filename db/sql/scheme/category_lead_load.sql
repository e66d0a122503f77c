-- A category for the lead of its scheme; no row for anybody else.
--
-- $1 path.category_id uuid
-- $2 caller.organisation uuid
-- returns state text (as of now), live boolean (a referral in it is under
--         way), audience text (councils and members, for events)
SELECT category_state_now(c.state,
           scheme_state_now(s.id, s.state, s.valid_to)) AS state,
       category_has_live_referrals(c.id) AS live,
       (SELECT string_agg(x.id::text, ',')
          FROM (SELECT m.organisation_id AS id FROM scheme_council m
                 WHERE m.scheme_id = s.id
                 UNION
                SELECT a.provider_id FROM accreditation a
                 WHERE a.category_id = c.id
                   AND a.state NOT IN ('removed', 'withdrawn')) AS x)
           AS audience
  FROM category c
  JOIN scheme s ON s.id = c.scheme_id
 WHERE c.id = $1 AND c.lead_id = $2;
