-- A council asks the lead to exclude a home, on a ground (R062).
--
-- $1 path.accreditation_id uuid, $2 body.ground text, $3 body.reason text
-- returns id uuid, lead_id uuid
INSERT INTO exclusion_request (accreditation_id, council_id, lead_id, ground,
    reason)
SELECT a.id, (SELECT me_org()), a.lead_id, $2, $3
  FROM accreditation a WHERE a.id = $1
RETURNING id, lead_id;
