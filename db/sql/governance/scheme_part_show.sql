-- A scheme that the caller is in, as its lead or one of its councils.
--
-- $1 path.scheme_id uuid
-- returns body text, audience text (its lead, for events)
SELECT json_build_object('id', s.id)::text AS body,
       s.lead_id::text AS audience
  FROM scheme s
 WHERE s.id = $1 AND is_in_scheme(s.id);
