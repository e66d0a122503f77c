-- As read_log_referral.sql, for an enquiry: for the lead authority that reads
-- it, or for each that it was sent to.
--
-- $1 path.enquiry_id uuid
-- $2 arg.operation text
-- $3 arg.request_id text
-- $4 arg.purpose text
WITH quick AS MATERIALIZED (
    SELECT set_config('synchronous_commit', 'off', true)
)
INSERT INTO access_log (operation, subject_id, lead_id, request_id, purpose)
SELECT $2, q.id, lead, $3, $4
  FROM enquiry q, quick, unnest(q.lead_ids) AS lead
 WHERE q.id = $1
   AND $2 = 'showEnquiry'
   AND (lead = (SELECT me_org()) OR q.provider_id = (SELECT me_org()));
