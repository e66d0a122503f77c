# say.sh - one line for each step; on failure, what went wrong and what to do.
# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash

say() {
	printf '%-9s %s\n' "$1" "$2"
}

# die WHAT-IS-WRONG WHAT-TO-DO
die() {
	printf 'dev: %s\n     %s\n' "$1" "$2" >&2
	exit 1
}

# Runs a command with its output in a log, whose end is shown on failure.
# logged LOG WHAT-TO-DO COMMAND...
logged() {
	local file=$1 advice=$2
	shift 2
	"$@" >"$file" 2>&1 </dev/null && return
	tail -n 25 "$file" >&2
	die "that failed; all that it said is in $file" "$advice"
}

# within SECONDS COMMAND...: tries until it succeeds.
within() {
	local tries=$(($1 * 20))
	shift
	until "$@" >/dev/null 2>&1; do
		((tries-- > 0)) || return 1
		sleep 0.05
	done
}

# Replaces a file by standard input, unless it says so already: what is newer
# than a server is a reason to start that server afresh.
put() {
	local new
	new=$(mktemp "$1.XXXXXX")
	cat >"$new"
	if cmp -s "$new" "$1"; then
		rm "$new"
	else
		chmod 0644 "$new"
		mv -f "$new" "$1"
	fi
}
