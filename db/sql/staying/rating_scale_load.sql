-- What a new row of a scale depends on: today in London, and the councils and
-- providers whom it concerns. No row: the caller leads no such scheme.
--
-- $1 body.scheme_id uuid
-- returns today date, state text, regime text, audience text
SELECT london_day() AS today, s.state, s.regime,
       (SELECT string_agg(DISTINCT reader::text, ',')
          FROM (SELECT m.organisation_id AS reader FROM scheme_council m
                 WHERE m.scheme_id = s.id
                UNION ALL
                SELECT a.provider_id FROM accreditation a
                 WHERE a.scheme_id = s.id
                   AND a.state NOT IN ('removed', 'withdrawn')) AS r)
           AS audience
  FROM scheme s
 WHERE s.id = $1 AND s.lead_id = (SELECT me_org());
