-- What a provider's request to raise a head stands on; no row but for the
-- provider. The accreditation is locked (see api/routes.c).
--
-- $1 path.accreditation_id uuid
-- $2 caller.organisation uuid
-- $3 body.head text
-- $4 body.effective_on date
-- returns state text, now bigint, in_force bigint (that head on that day;
--   NULL: there is no such head), lead_id text
SELECT a.state, instant(now.at) AS now,
       (core_pence_in_force(a.id, a.core_pence, $4, now.at)->>$3)::bigint
           AS in_force,
       a.lead_id::text
  FROM (SELECT now_utc() AS at) AS now
 CROSS JOIN accreditation a
 WHERE a.id = $1 AND a.provider_id = $2;
