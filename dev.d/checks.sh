# checks.sh - what ./dev test looks at before it talks HTTP.
# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash

failed=()

# check NAME COMMAND...: one line when it passes, its output when it fails.
check() {
	local name=$1 began=$SECONDS output=$repo/build/check-$1.log
	shift
	if "$@" >"$output" 2>&1 </dev/null; then
		say ok "$name ($((SECONDS - began)) s)"
	else
		tail -n 60 "$output"
		say FAILED "$name"
		failed+=("$name")
	fi
}

c_files() {
	find "$repo"/{core,db,api,jobs,cli,tests} -name '*.[ch]' | sort
}

check_format() {
	c_files | xargs clang-format --dry-run --Werror
}

# Every file whose first line asks for a shell.
check_scripts() {
	find "$repo" \( -name build -o -name var -o -name .git \) -prune -o -type f \
		-exec awk 'FNR == 1 && /^#!.*[\/ ](ba|da)?sh( |$)/ { print FILENAME }
			{ nextfile }' {} + |
		xargs shellcheck -x -P "$repo"
}

# clang-tidy on everything that is shipped, by way of a clang build of its own,
# which remembers what it has looked at.
check_tidy() {
	[ -f "$repo/build/tidy/build.ninja" ] || env -C "$repo" cmake --preset tidy
	cmake --build "$repo/build/tidy" --target fairlot -- -k 0
}
