# processes.sh - starts and stops servers, and knows them again.
# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash

# When a process was born, in ticks since boot: with the pid, its identity.
born() {
	local stat
	stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
	# Behind the name, which may hold anything, it is the 20th word; the first
	# is Z for one that has ended and only waits to be buried.
	read -ra stat <<<"${stat##*) }"
	[ "${stat[0]}" != Z ] && echo "${stat[19]}"
}

# The pid of one of our servers, if it is still that process.
pid_of() {
	local pid="" birth=""
	{ read -r pid birth <"$run/$1.started"; } 2>/dev/null || return 1
	[ -n "$birth" ] && [ "$(born "$pid")" = "$birth" ] && echo "$pid"
}

gone() {
	! pid_of "$1"
}

# start NAME COMMAND...: in the background, as the account of the servers, in a
# session of its own. NAME.started remembers who it is.
start() {
	local name=$1
	shift
	say start "$name"
	# shellcheck disable=SC2016 # these variables are the inner shell's
	as_us setsid --fork bash -c 'umask 007; exec </dev/null >>"$2" 2>&1
		read -ra stat <"/proc/$$/stat"; echo "$$ ${stat[21]}" >"$1"
		shift 2; exec "$@"' \
		dev "$run/$name.started" "$log/$name.log" "$@"
	within 5 pid_of "$name" || true
}

# stop NAME SIGNAL SECONDS: asks, waits, insists.
stop() {
	local pid
	if ! pid=$(pid_of "$1"); then
		rm -f "$run/$1.started"
		return 0
	fi
	say stop "$1"
	kill "-$2" "$pid"
	within "$3" gone "$1" || say stop "$1 has not ended within $3 s: killing it"
	# What is left of its session, if anything, goes too.
	kill -KILL -- "-$pid" 2>/dev/null || true
	within 5 gone "$1" || die "process $pid will not end" "look at it with ps"
	rm -f "$run/$1.started"
}

# Front to back, so that nobody is asked for what has gone already. nginx
# finishes its answers on QUIT; PostgreSQL ends its sessions on INT.
stop_all() {
	stop nginx QUIT 10
	stop documents TERM 10
	stop jobs TERM 10
	stop api TERM 20
	stop keeper TERM 16
	stop postgres INT 30
}

# keep NAME SIGNAL SECONDS FILE... -- COMMAND...: sees that it runs; starts it
# afresh if one of the files is newer than it is.
keep() {
	local name=$1 signal=$2 seconds=$3
	shift 3
	while [ "$1" != -- ]; do
		[ ! "$1" -nt "$run/$name.started" ] || stop "$name" "$signal" "$seconds"
		shift
	done
	shift
	pid_of "$name" >/dev/null || start "$name" "$@"
}
