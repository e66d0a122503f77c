-- As lock_exclusive.sql, for what belongs to the caller's organisation. Another
-- one's is another lock, so nobody can tell by waiting that a bid is being put.
--
-- $1 arg.key text
-- $2 arg.roles text (with commas between them)
SELECT pg_advisory_xact_lock(hashtextextended($1 || ' ' || me_org(), 0))
 WHERE (SELECT me_role()) = ANY (string_to_array($2, ','));
