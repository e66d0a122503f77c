-- The enquiry to be marked as answered, read after it was locked, and whom
-- that concerns besides.
--
-- $1 path.enquiry_id uuid
-- returns state text, audience text
SELECT state, array_to_string(lead_ids, ',') AS audience
  FROM enquiry WHERE id = $1;
