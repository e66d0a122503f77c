# packages.sh - what Debian 12 has to bring, without starting any of it.
# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# shellcheck disable=SC2034 # used by dev

up_packages=(gcc libc6-dev cmake ninja-build pkg-config python3 python3-yaml
	libfcgi-dev libpq-dev libjansson-dev libsodium-dev
	libcurl4-openssl-dev libexpat1-dev libzip-dev ca-certificates libssl-dev postgresql-15 nginx libcmocka-dev curl
	openssl jq)
test_packages=(clang clang-format clang-tidy libclang-rt-14-dev
	shellcheck python3-pytest python3-pytest-xdist python3-hypothesis python3-jsonschema
	python3-requests python3-psycopg2 wrk chromium fonts-liberation)

# What only ./dev test --long needs: the hosts of tests/chaos/hosts.
long_packages=(patroni etcd-server etcd-client python3-etcd pgbackrest haproxy
	iproute2)

missing_packages() {
	dpkg-query -W -f '${Package} ${db:Status-Status}\n' |
		sed -n 's/ installed$//p' | sort -u |
		comm -23 <(printf '%s\n' "$@" | sort) -
}

install_missing() {
	local missing log=$repo/build/apt.log
	mkdir -p "$repo/build"
	command -v apt-get >/dev/null ||
		die "this is no Debian" "Debian 12 is what Fairlot is built on"
	mapfile -t missing < <(missing_packages "$@")
	[ ${#missing[@]} -gt 0 ] || return 0
	say packages "installing ${missing[*]}"
	keep_services_off "${missing[@]}"
	logged "$log" "is there a network? try: apt-get update" as_root apt-get update
	logged "$log" "read the log; try: apt-get --fix-broken install" \
		as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y \
		--no-install-recommends "${missing[@]}"
	let_services_be
}

policy=/usr/sbin/policy-rc.d
no_cluster=/etc/postgresql-common/createcluster.d/fairlot-dev.conf
made_policy="" made_no_cluster="" new_services=()

# Installing a server shall neither start it nor make Debian's default
# cluster: ours are private, and what runs already is left alone.
keep_services_off() {
	local name
	trap let_services_be EXIT
	if [ ! -e "$policy" ]; then
		made_policy=1
		printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
		as_root chmod 0755 "$policy"
	fi
	case " $* " in *" postgresql-15 "*)
		made_no_cluster=1
		as_root mkdir -p "$(dirname "$no_cluster")"
		echo 'create_main_cluster = false' |
			as_root tee "$no_cluster" >/dev/null ;;
	esac
	for name; do
		case $name in
		nginx | patroni | haproxy) new_services+=("$name") ;;
		etcd-server) new_services+=(etcd) ;;
		esac
	done
}

let_services_be() {
	local name
	[ -z "$made_policy" ] || as_root rm -f "$policy"
	[ -z "$made_no_cluster" ] || as_root rm -f "$no_cluster"
	for name in "${new_services[@]}"; do
		not_at_boot "$name"
	done
	made_policy="" made_no_cluster="" new_services=()
}

# With systemd and without.
not_at_boot() {
	as_root deb-systemd-helper disable "$1.service" >/dev/null 2>&1 || true
	as_root update-rc.d "$1" disable >/dev/null 2>&1 || true
}
