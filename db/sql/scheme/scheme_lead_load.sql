-- A scheme for its lead; no row for anybody else.
--
-- $1 path.scheme_id uuid
-- $2 caller.organisation uuid
-- returns state text, regime text, councils bigint, categories bigint,
--         audience text (the councils, for events)
SELECT s.state, s.regime,
       (SELECT count(*) FROM scheme_council c WHERE c.scheme_id = s.id)
           AS councils,
       (SELECT count(*) FROM category c WHERE c.scheme_id = s.id)
           AS categories,
       (SELECT string_agg(c.organisation_id::text, ',')
          FROM scheme_council c WHERE c.scheme_id = s.id) AS audience
  FROM scheme s
 WHERE s.id = $1 AND s.lead_id = $2;
