-- Decisions rest from one day until another (R013); where the time for them
-- rests too, everything that waits is due so much later.
--
-- $1 path.scheme_id uuid
-- $2 caller.organisation uuid
-- $3 arg.from date
-- $4 body.until date
-- $5 body.reason text
-- $6 arg.clock_rests boolean
WITH paused AS (
    INSERT INTO scheme_pause (scheme_id, lead_id, from_on, until_on, reason)
    VALUES ($1, $2, $3, $4, $5))
UPDATE application a
   SET assess_due_on = a.assess_due_on + ($4 - $3)
 WHERE $6 AND a.scheme_id = $1 AND a.assess_due_on >= $3
   AND EXISTS (SELECT FROM entry e
                WHERE e.application_id = a.id
                  AND e.state NOT IN ('draft', 'accredited', 'refused',
                                      'withdrawn', 'lapsed'));
