-- Lock, then clock, then act: this is the lock, together with others. Advisory,
-- because under row-level security FOR SHARE would ask for the right to update.
--
-- $1 arg.key text
SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 0));
