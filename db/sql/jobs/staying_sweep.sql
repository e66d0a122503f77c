-- Stores what has come due: suspensions and reviews, with their events. So many
-- homes at once; the rest next time.
-- role: jobs
-- returns settled bigint
SELECT staying_sweep(200) AS settled;
