-- What waits for the lead of a scheme, by the state that each application is
-- in now, and how many are past the day on which they were due (R015).
--
-- $1 path.scheme_id uuid
-- returns body text
WITH sent AS (
    SELECT application_state_now(p.state, p.lapses_after) AS state,
           p.assess_due_on
      FROM application p
     WHERE p.scheme_id = $1 AND p.submitted_at IS NOT NULL
), today AS (
    SELECT london_day() AS day
)
SELECT json_build_object(
           'scheme_id', s.id,
           'as_of', today.day,
           'waiting', count(*) FILTER (WHERE w.waits),
           'overdue', count(*) FILTER
               (WHERE w.waits AND sent.assess_due_on < today.day),
           'next_due_on', min(sent.assess_due_on) FILTER (WHERE w.waits),
           'states', json_build_object(
               'submitted', count(*) FILTER (WHERE sent.state = 'submitted'),
               'information_requested', count(*) FILTER
                   (WHERE sent.state = 'information_requested'),
               'decided', count(*) FILTER (WHERE sent.state = 'decided'),
               'withdrawn', count(*) FILTER (WHERE sent.state = 'withdrawn'),
               'lapsed', count(*) FILTER (WHERE sent.state = 'lapsed')))::text
           AS body
  FROM scheme s
 CROSS JOIN today
  LEFT JOIN sent ON true
 CROSS JOIN LATERAL (
       SELECT sent.state IN ('submitted', 'information_requested') AS waits
       ) AS w
 WHERE s.id = $1 AND s.lead_id = (SELECT me_org())
 GROUP BY s.id, today.day;
