-- Lock, then clock, then act: this is the lock, alone.
--
-- $1 arg.key text
SELECT pg_advisory_xact_lock(hashtextextended($1, 0));
