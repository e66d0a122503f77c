-- What a review of a carried score depends on; no row but for the lead. The
-- accreditation is locked (see api/routes.c), so reviews come one by one.
--
-- $1 path.accreditation_id uuid
-- $2 caller.organisation uuid
-- $3 body.effective_on date (or NULL: today)
-- returns state text, now bigint, effective_on text, category text (JSON:
--   statements, core_blend), rating text, before text (the score that would
--   count on that day), audience text (the provider and the scheme's councils)
SELECT a.state, instant(now.at) AS now,
       coalesce($3, london_day(now.at))::text AS effective_on,
       json_build_object(
           'statements', c.statements,
           'core_blend', c.core_blend)::text AS category,
       a.rating,
       core_score_in_force(a.id, a.core_score,
           coalesce($3, london_day(now.at)), now.at)::text AS before,
       concat_ws(',', a.provider_id::text,
           (SELECT string_agg(m.organisation_id::text, ',')
              FROM scheme_council m
             WHERE m.scheme_id = a.scheme_id)) AS audience
  FROM (SELECT now_utc() AS at) AS now
 CROSS JOIN accreditation a
  JOIN category c ON c.id = a.category_id
 WHERE a.id = $1 AND a.lead_id = $2;
