#!/bin/sh
# no_sql_in_c.sh SOURCE: no statement of SQL stands in a C string; they are
# files of db/sql, which can be opened, explained and reviewed.
# SPDX-License-Identifier: Apache-2.0
set -eu
cd "$1"

# The words that begin a statement, as a string may begin with them or quote
# them; "COMMIT" alone is the server's answer, which db.c compares with.
verbs='(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH|BEGIN|COMMIT|ROLLBACK|SET'
verbs="$verbs|CREATE|ALTER|DROP|GRANT|REVOKE|TRUNCATE|COPY|LOCK|CALL|DO|LISTEN"
verbs="$verbs|NOTIFY|SAVEPOINT|START TRANSACTION|DECLARE|FETCH|VALUES)"
lower='(select .* from |insert into |update .* set |delete from )'

bad=$(find core disk db envelope api jobs keeper cli -name '*.[ch]' -exec \
	grep -nE "\"[ (]*$verbs([ ;]|\\\\n|\")|\"[^\"]*$lower" {} + |
	grep -vE 'strcmp\(PQcmdStatus\([a-z]+\), "COMMIT"\)' || true)
if [ -n "$bad" ]; then
	printf 'SQL belongs into db/sql, not into C:\n%s\n' "$bad" >&2
	exit 1
fi
