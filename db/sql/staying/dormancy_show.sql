-- After how many months without a bid a scheme's homes are dormant.
-- role: public staff
--
-- $1 path.scheme_id uuid
-- returns body text
SELECT json_build_object('scheme_id', s.id,
           'months', dormant_after(s.id))::text AS body
  FROM scheme s WHERE s.id = $1;
