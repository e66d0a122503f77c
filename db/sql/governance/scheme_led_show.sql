-- A scheme that the caller's authority leads, for what only its lead may do.
--
-- $1 path.scheme_id uuid
-- returns body text, audience text (the councils, for events),
--         now bigint
SELECT json_build_object('id', s.id)::text AS body,
       (SELECT string_agg(c.organisation_id::text, ',')
          FROM scheme_council c WHERE c.scheme_id = s.id) AS audience,
       instant(now_utc()) AS now
  FROM scheme s
 WHERE s.id = $1 AND s.lead_id = (SELECT me_org());
