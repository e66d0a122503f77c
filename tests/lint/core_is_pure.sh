#!/bin/sh
# core_is_pure.sh - core/ calls only itself and the functions listed here;
# anything else would be I/O, time or hidden state.
# SPDX-License-Identifier: Apache-2.0
#
# usage: core_is_pure.sh libcore.a
# Names that begin with _ are the compiler's own (fortify, sanitizers, gcov).
# shellcheck disable=SC2086 # lists of words, to be split
set -eu
allowed='abort calloc free malloc memchr memcmp memcpy memset stderr fprintf
snprintf vsnprintf strchr strcmp strlen fwrite inet_pton memmove strncmp
strpbrk strrchr strspn'

ours=$(nm --defined-only "$1" | awk 'NF == 3 { print $3 }')
bad=$(nm --undefined-only "$1" | awk '$1 == "U" && $2 !~ /^_/ { print $2 }' |
	sort -u | grep -vxF "$(printf '%s\n' $allowed $ours)" || true)
if [ -n "$bad" ]; then
	echo "core/ must stay pure, but it calls:" $bad >&2
	exit 1
fi
