-- Lock, then clock, then act: this is the lock, together with others. Advisory,
-- because under row-level security FOR SHARE would ask for the right to update.
--
-- $1 arg.key text
-- $2 arg.roles text (with commas between them)
SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 0))
 WHERE (SELECT me_role()) = ANY (string_to_array($2, ','));
