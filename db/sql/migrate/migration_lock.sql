-- One `fairlot migrate` at a time; the other waits here until the end of the
-- transaction. The number is "migrate" in ASCII.
-- role: owner
SELECT pg_advisory_xact_lock(30796665482998885);
