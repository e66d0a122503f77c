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
	find "$repo"/{core,disk,db,envelope,api,jobs,keeper,cli,tests} -name '*.[ch]' | sort
}

check_format() {
	c_files | xargs clang-format --dry-run --Werror
}

# Every file whose first line asks for a shell.
check_scripts() {
	find "$repo" \( -name build -o -name var -o -name .git \
		-o -name node_modules \) -prune -o -type f \
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

# Each fuzz target for a while. What it finds of interest goes to build/; a
# crash is written there, too, and belongs into tests/fuzz/corpus.
check_fuzz() {
	local target name found
	build fuzz || return 1
	for target in "$repo"/tests/fuzz/fuzz_*.c; do
		name=$(basename "$target" .c)
		found=$repo/build/fuzz/found/${name#fuzz_}
		mkdir -p "$found"
		"$repo/build/fuzz/$name" -max_total_time="${FAIRLOT_FUZZ_SECONDS:-60}" \
			-artifact_prefix="$found/" -print_final_stats=1 \
			"$found" "$repo/tests/fuzz/corpus/${name#fuzz_}" || return 1
	done
}
