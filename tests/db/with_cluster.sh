#!/bin/sh
# with_cluster.sh COMMAND...: runs it beside a PostgreSQL of its own, which is
# gone afterwards. SPDX-License-Identifier: Apache-2.0
#
# The command finds the cluster by PGHOST and PGPORT, in it the empty database
# of PGDATABASE, our roles and the superuser postgres. "$FAIRLOT_RESTART" is a
# program that restarts the server, as an operator or a crash would.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
PATH=$PATH:/usr/lib/postgresql/15/bin

# PostgreSQL will not run as root; the account comes with its package. It need
# not be able to enter the folder that we are in.
as_us() (
	cd /
	[ "$(id -u)" != 0 ] || set -- runuser -u postgres -- "$@"
	exec "$@"
)

# Not below the build folder: a socket's path has little room.
dir=$(as_us mktemp -d /tmp/fairlot-db.XXXXXX)
# shellcheck disable=SC2317 # the trap calls it
stop() {
	as_us pg_ctl -D "$dir/data" -m immediate stop >/dev/null 2>&1 || true
	rm -rf "$dir"
}
trap stop EXIT
trap 'exit 1' HUP INT TERM

# Nothing here has to survive a crash of the machine.
if ! as_us initdb -D "$dir/data" -U postgres -A trust --no-sync \
	--encoding=UTF8 --locale=C.UTF-8 >"$dir/initdb.log" 2>&1; then
	cat "$dir/initdb.log" >&2
	exit 1
fi
as_us tee -a "$dir/data/postgresql.conf" >/dev/null <<SETTINGS
listen_addresses = ''
unix_socket_directories = '$dir'
fsync = off
shared_buffers = '32MB'
max_connections = 30
jit = off
timezone = 'UTC'
SETTINGS
as_us tee "$dir/restart" >/dev/null <<RESTART
#!/bin/sh
cd /
set -- "$(command -v pg_ctl)" -D "$dir/data" -l "$dir/log" -m fast -w restart
[ "\$(id -u)" != 0 ] || set -- runuser -u postgres -- "\$@"
exec "\$@" >/dev/null 2>&1
RESTART
chmod +x "$dir/restart"
if ! as_us pg_ctl -D "$dir/data" -l "$dir/log" -w start >/dev/null; then
	cat "$dir/log" >&2
	exit 1
fi

export PGHOST="$dir" PGPORT=5432 PGDATABASE=fairlot
export FAIRLOT_RESTART="$dir/restart"
psql -XAtq -v ON_ERROR_STOP=1 -U postgres -d postgres \
	-f "$here/../../db/roles.sql" \
	-c "CREATE DATABASE fairlot OWNER fairlot_owner TEMPLATE template0"

status=0
"$@" || status=$?
exit $status
