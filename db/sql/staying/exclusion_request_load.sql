-- A request that its lead is to answer; no row for anybody else.
--
-- $1 path.exclusion_request_id uuid
-- returns accreditation_id uuid, council_id uuid, ground text, answered boolean
SELECT accreditation_id, council_id, ground, outcome IS NOT NULL AS answered
  FROM exclusion_request
 WHERE id = $1 AND lead_id = (SELECT me_org());
