-- Decisions are made again from today; what the pause had put off by days that
-- are not needed any more is due so much earlier.
--
-- $1 path.scheme_id uuid
-- $2 arg.pause_id uuid
-- $3 arg.clock_rests boolean
WITH over AS (
    UPDATE scheme_pause p SET resumed_on = london_day()
     WHERE p.id = $2 AND p.scheme_id = $1
    RETURNING p.from_on,
              p.until_on - greatest(p.from_on, london_day()) AS spared)
UPDATE application a
   SET assess_due_on = a.assess_due_on - o.spared
  FROM over o
 WHERE $3 AND a.scheme_id = $1 AND a.assess_due_on >= o.from_on + o.spared
   AND EXISTS (SELECT FROM entry e
                WHERE e.application_id = a.id
                  AND e.state NOT IN ('draft', 'accredited', 'refused',
                                      'withdrawn', 'lapsed'));
