-- Deletes enquiries whose time is over.
-- role: jobs
--
-- $1 arg.months int
-- returns forgotten bigint
SELECT enquiries_forget($1) AS forgotten;
