-- A request to raise a head as an act on it finds it. On the day from which it
-- would count: in_force_pence, the head itself; others_pence, all the others.
--
-- $1 path.accreditation_id uuid
-- $2 path.uplift_id uuid
-- returns state text, accreditation text, now bigint, in_force_pence bigint,
--   asked_pence bigint, granted_pence bigint (or NULL), effective_on text,
--   appeal_until text, others_pence bigint, regime text,
--   core_cap_pence bigint (-1: none), provider_id text, lead_id text
SELECT u.state, a.state AS accreditation, instant(now.at) AS now,
       coalesce((f.core_pence->>u.head)::bigint, u.from_pence)
           AS in_force_pence,
       u.asked_pence, u.granted_pence,
       u.effective_on::text, u.appeal_until::text,
       core_total(f.core_pence - u.head) AS others_pence,
       s.regime, coalesce(c.core_cap_pence, -1) AS core_cap_pence,
       u.provider_id::text, u.lead_id::text
  FROM (SELECT now_utc() AS at) AS now
 CROSS JOIN uplift u
  JOIN accreditation a ON a.id = u.accreditation_id
  JOIN category c ON c.id = a.category_id
  JOIN scheme s ON s.id = a.scheme_id
 CROSS JOIN LATERAL (
       SELECT core_pence_in_force(a.id, a.core_pence,
                  greatest(u.effective_on, london_day(now.at)), now.at)
                  AS core_pence) AS f
 WHERE u.id = $2 AND u.accreditation_id = $1;
