-- What an extension of the time for a decision depends on; no row where the
-- caller does not lead the scheme.
--
-- $1 path.application_id uuid
-- $2 caller.organisation uuid
-- returns provider_id text, regime text,
--         submitted bigint (microseconds since 1970), due_on text,
--         today text, waiting boolean (for a decision),
--         extended boolean
SELECT p.provider_id::text, s.regime,
       coalesce(instant(p.submitted_at), 0) AS submitted,
       p.assess_due_on::text AS due_on, london_day()::text AS today,
       EXISTS (SELECT FROM entry e
                WHERE e.application_id = p.id
                  AND entry_state_now(e.state, application_state_now(
                          p.state, p.lapses_after)) NOT IN (
                          'draft', 'accredited', 'refused', 'withdrawn',
                          'lapsed')) AS waiting,
       EXISTS (SELECT FROM assessment_extension x
                WHERE x.application_id = p.id) AS extended
  FROM application p
  JOIN scheme s ON s.id = p.scheme_id
 WHERE p.id = $1 AND p.lead_id = $2;
