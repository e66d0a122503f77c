#!/bin/sh
# policies.sh MIGRATE DIR: runs each DIR/*.sql in psql, as the superuser, on a
# migrated database of its own. A file passes if nothing in it raises.
# SPDX-License-Identifier: Apache-2.0
set -eu
"$1" "user=fairlot_owner dbname=fairlot"

ran=0
failed=0
for file in "$2"/*.sql; do
	[ -e "$file" ] || break
	ran=$((ran + 1))
	psql -XAtq -U postgres -d postgres -c "DROP DATABASE IF EXISTS policies" \
		-c "CREATE DATABASE policies OWNER fairlot_owner TEMPLATE fairlot"
	if psql -Xq -v ON_ERROR_STOP=1 -U postgres -d policies -f "$file"; then
		echo "ok ${file##*/}"
	else
		echo "FAILED ${file##*/}" >&2
		failed=1
	fi
done
[ $ran -gt 0 ] || echo "no policy tests in $2" >&2
[ $ran -gt 0 ] && [ $failed = 0 ]
