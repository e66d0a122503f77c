-- Writes down which applications have lapsed by the clock.
-- role: jobs
-- returns lapsed bigint
SELECT applications_lapse() AS lapsed;
