-- Warns homes that do not bid, and lets them sleep; so many at once.
-- role: jobs
-- returns done bigint
SELECT dormancy_sweep(200) AS done;
