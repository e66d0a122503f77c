-- Lock, then clock, then act: this is the lock, alone. Whoever may not act does
-- not get it: who waits for it learns that somebody is acting.
--
-- $1 arg.key text
-- $2 arg.roles text (with commas between them)
SELECT pg_advisory_xact_lock(hashtextextended($1, 0))
 WHERE (SELECT me_role()) = ANY (string_to_array($2, ','));
