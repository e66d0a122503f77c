# home.sh - where a home keeps its state, and whose that is.
# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# $home   what the person asked for: demo.json, fairlot.conf, ca.pem, bin, log
# $state  the cluster, keys and logs; the same folder unless root asked
# $run    sockets and pid files; elsewhere if the name grows too long
# shellcheck disable=SC2034 # used by the other files

locate() {
	local place=() was=""
	account=fairlot
	[ "$EUID" = 0 ] || account=$(id -un)
	home=$(realpath -m -- "${FAIRLOT_HOME:-$repo/var}")
	[ ! -f "$home/.place" ] || mapfile -t place <"$home/.place"
	state=${place[0]:-$home}
	run=${place[1]:-$state/run}
	log=$state/log
	# Host and port stay what they were, unless told.
	[ ! -f "$state/fairlot.conf" ] ||
		was=$(sed -n 's|^FAIRLOT_BASE_URL=https://||p' "$state/fairlot.conf")
	host=${FAIRLOT_HOSTNAME:-${was%:*}}
	host=${host:-localhost}
	port=${FAIRLOT_PORT:-${was##*:}}
	port=${port:-8443}
	base_url=https://$host:$port
}

as_root() {
	if [ "$EUID" = 0 ]; then
		"$@"
	else
		sudo "$@"
	fi
}

# Runs a command as the account of the servers, with a bare environment: what
# the caller has exported is none of their business.
as_us() {
	local who=() extra=()
	[ "$EUID" != 0 ] || who=(setpriv --reuid="$account" --regid="$account"
		--init-groups --)
	[ "${FAIRLOT_BUILD:-release}" != dev ] ||
		extra=(ASAN_OPTIONS=detect_leaks=0 UBSAN_OPTIONS=print_stacktrace=1)
	"${who[@]}" env -i -C / PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME="$state" \
		LANG=C.UTF-8 FAIRLOT_HOME="$state" "${extra[@]}" "$@"
}

# PostgreSQL refuses to run as root.
make_account() {
	[ "$EUID" = 0 ] || return 0
	! getent passwd "$account" >/dev/null || return 0
	say account "making the system account $account, since servers do not run as root"
	useradd --system --user-group --home-dir /var/lib/fairlot \
		--shell /usr/sbin/nologin "$account"
}

# An id in home and state tells whether they still belong together: a home
# that was deleted and made again must not find the old state.
make_home() {
	local name
	name=$(printf %s "$home" | sha256sum | cut -c1-12)
	[ -d "$home" ] || install -d -m 0750 -g "$(id -gn "$account")" "$home"
	if [ ! -f "$home/.place" ]; then
		choose_place "$name"
		cat /proc/sys/kernel/random/uuid >"$home/.id"
		printf '%s\n' "$state" "$run" >"$home/.place"
	fi
	if [ "$state" != "$home" ] && ! cmp -s "$home/.id" "$state/.id"; then
		forget_state
		rm -f "$home/demo.json"
		mine "$state"
		cp "$home/.id" "$state/.id"
		ln -sfn "$log" "$home/log"
		ln -sfn "$state/bin" "$home/bin"
	fi
	mine "$run" "$log" "$state/data" "$state/bin" "$state/keys" "$state/keeper" \
		"$state/documents" \
		"$state/tls" "$state/audit" "$state/tmp" "$state/nginx"
}

# Root's homes often lie where the account of the servers may not go: then the
# state moves, under a name made from the home's. A socket's path may have 107
# bytes.
choose_place() {
	if ! as_us test -x "$home" 2>/dev/null; then
		state=/var/lib/fairlot/$1
		log=$state/log
	fi
	run=$state/run
	[ ${#run} -gt 85 ] || return 0
	run=/tmp/fairlot-$1
	[ "$EUID" != 0 ] || run=/run/fairlot-$1
}

# Makes folders that belong to the account of the servers.
mine() {
	local folder
	for folder; do
		(umask 027 && mkdir -p "$folder")
		[ ! -L "$folder" ] || die "$folder is a link" "remove it"
		if [ "$EUID" = 0 ]; then
			chown "$account:" "$folder"
		elif [ ! -O "$folder" ]; then
			die "$folder belongs to somebody else" "choose another FAIRLOT_HOME"
		fi
	done
	[ "$EUID" != 0 ] || [ ! -d /var/lib/fairlot ] || chmod 0755 /var/lib/fairlot
}

# Removes a state that lies outside its home, whose servers may still run.
forget_state() {
	case $state in /var/lib/fairlot/?*) ;; *) return 0 ;; esac
	[ -d "$state" ] || return 0
	stop_all
	rm -rf -- "$state"
}

# Removes only what up made.
wipe() {
	say wipe "removing what up made in $home"
	forget_state
	rm -rf -- "$run"
	[ -L "$home/bin" ] || rm -rf -- "${home:?}"/{data,log,bin,keys,keeper,documents,audit,tls,tmp,nginx}
	rm -f -- "$home"/{bin,log,fairlot.conf,demo.json,demo.started,ca.pem,.id,.place}
	rmdir --ignore-fail-on-non-empty "$home"
}
