-- What was found about a member or sub-contractor.
--
-- $1 path.application_id uuid
-- $2 path.party_id uuid
-- returns body text
SELECT (jsonb_build_object('party_id', id) || checked)::text AS body
  FROM application_party
 WHERE id = $2 AND application_id = $1 AND checked IS NOT NULL;
