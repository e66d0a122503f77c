# pieces.sh - the pieces of a running Fairlot; each is made if it is not there.
# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash

# build PRESET [--target NAME]: one at a time per checkout.
build() {
	local preset=$1 log=$repo/build/$1.log
	shift
	say build "the $preset build"
	# A checkout that was moved or copied has to begin again.
	grep -qsx "CMAKE_HOME_DIRECTORY:INTERNAL=$repo" \
		"$repo/build/$preset/CMakeCache.txt" || rm -rf -- "$repo/build/$preset"
	[ -f "$repo/build/$preset/build.ninja" ] ||
		logged "$log" "is a package missing? read the log" \
			flock "$repo/build/$preset.lock" \
			env -C "$repo" cmake --preset "$preset"
	logged "$log" "mend the source and run it again" \
		flock "$repo/build/$preset.lock" \
		cmake --build "$repo/build/$preset" "$@"
}

install_program() {
	local preset=${FAIRLOT_BUILD:-release}
	build "$preset" --target fairlot
	cmp -s "$repo/build/$preset/fairlot" "$state/bin/fairlot" ||
		install -m 0755 "$repo/build/$preset/fairlot" "$state/bin/fairlot"
}

write_settings() {
	local role
	{
		echo "# Written by ./dev up; docs/OPERATIONS.md explains each line."
		echo "FAIRLOT_BASE_URL=$base_url"
		echo "FAIRLOT_SOCKET=$run/api.sock"
		echo "FAIRLOT_RUN=$run"
		echo "FAIRLOT_KEYS=$state/keys"
		echo "FAIRLOT_AUDIT_FILE=$state/audit/heads.jsonl"
		echo "FAIRLOT_DOCUMENTS=$state/documents"
		echo "FAIRLOT_DOCUMENT_BYTES=${FAIRLOT_DOCUMENT_BYTES:-20971520}"
		echo "FAIRLOT_SCANNER=${FAIRLOT_SCANNER:-}"
		echo "FAIRLOT_KEEPER_SOCKET=$run/keeper.sock"
		echo "FAIRLOT_KEEPER_KEYS=$state/keeper/keeper.keys"
		echo "FAIRLOT_SANDBOX=yes"
		for role in STAFF:app_staff PUBLIC:app_public JOBS:app_jobs \
			WEBHOOKS:app_webhooks REGISTERS:app_registers DOCUMENTS:app_documents OWNER:fairlot_owner KEEPER:keeper; do
			echo "FAIRLOT_DB_${role%:*}=host=$run port=5432 dbname=$database user=${role#*:}"
		done
		echo "FAIRLOT_WORKERS=${FAIRLOT_WORKERS:-$((2 + 2 * $(nproc)))}"
		echo "FAIRLOT_DRAIN_SECONDS=${FAIRLOT_DRAIN_SECONDS:-10}"
		echo "FAIRLOT_RATE_QUOTA=${FAIRLOT_RATE_QUOTA:-1000000}"
		echo "FAIRLOT_SIGN_IN_QUOTA=${FAIRLOT_SIGN_IN_QUOTA:-10}"
		echo "FAIRLOT_ENQUIRY_QUOTA=${FAIRLOT_ENQUIRY_QUOTA:-1000000}"
		[ -z "${FAIRLOT_WEBHOOK_CA:-}" ] ||
			echo "FAIRLOT_WEBHOOK_CA=$FAIRLOT_WEBHOOK_CA"
		[ -z "${FAIRLOT_WEBHOOK_ALLOW:-}" ] ||
			echo "FAIRLOT_WEBHOOK_ALLOW=$FAIRLOT_WEBHOOK_ALLOW"
	} | put "$state/fairlot.conf"
	[ "$state" = "$home" ] || put "$home/fairlot.conf" <"$state/fairlot.conf"
}

# ---- the database ----

# psql as the superuser of the cluster, and as the owner of the database, which
# may be elsewhere.
sql() {
	"$pg_bin/psql" -XAtq -v ON_ERROR_STOP=1 -h "$run" -U postgres -d postgres "$@"
}

owner_sql() {
	local where
	# Without one psql would take any database of the machine.
	where=$(sed -n 's/^FAIRLOT_DB_OWNER=//p' "$state/fairlot.conf") || return
	"$pg_bin/psql" -XAtq -v ON_ERROR_STOP=1 -d "$where" "$@"
}

# The whole of postgresql.conf.
postgres_settings() {
	cat <<-SETTINGS
	# Written by ./dev up; docs/OPERATIONS.md says why.
	listen_addresses = ''
	unix_socket_directories = '$run'
	unix_socket_permissions = 0770
	max_connections = 200
	shared_buffers = '256MB'
	effective_cache_size = '1GB'
	random_page_cost = 1.1
	jit = off
	fsync = on
	synchronous_commit = on
	full_page_writes = on
	# A dead client's locks are gone within a second.
	client_connection_check_interval = '1s'
	idle_in_transaction_session_timeout = '10s'
	timezone = 'UTC'
	log_timezone = 'UTC'
	# Nothing that a person typed reaches a log: no statements, no values, no
	# "failing row contains".
	log_statement = 'none'
	log_min_duration_statement = -1
	log_min_error_statement = 'panic'
	log_parameter_max_length = 0
	log_parameter_max_length_on_error = 0
	log_error_verbosity = 'terse'
	SETTINGS
}

# The account and root may be any of our roles, by who they are: no passwords.
postgres_access() {
	local who role
	echo 'local all all peer map=fairlot' | put "$state/data/pg_hba.conf"
	for who in $(printf '%s\n' "$account" root | sort -u); do
		for role in postgres fairlot_owner app_staff app_public app_jobs \
			app_webhooks app_registers app_documents keeper; do
			echo "fairlot $who $role"
		done
	done | put "$state/data/pg_ident.conf"
}

start_postgres() {
	if [ ! -f "$state/data/PG_VERSION" ]; then
		say database "making a private PostgreSQL 15 cluster in $state/data"
		logged "$log/initdb.log" "read the log" as_us "$pg_bin/initdb" \
			-D "$state/data" -U postgres --data-checksums \
			--encoding=UTF8 --locale=C.UTF-8 --auth=peer
	fi
	postgres_settings | put "$state/data/postgresql.conf"
	postgres_access
	keep postgres INT 30 "$state"/data/{postgresql,pg_hba,pg_ident}.conf -- \
		"$pg_bin/postgres" -D "$state/data"
	within 30 sql -c 'SELECT 1' && return
	tail -n 15 "$log/postgres.log" >&2
	die "PostgreSQL does not answer" "mend what its log says and run it again"
}

make_database() {
	logged "$log/roles.log" "read the log" sql -f "$repo/db/roles.sql"
	if [ -z "$(sql -c "SELECT 1 FROM pg_database WHERE datname = '$database'")" ]; then
		say database "making database $database"
		logged "$log/database.log" "read the log" sql \
			-c "CREATE DATABASE $database OWNER fairlot_owner TEMPLATE template0" \
			-c "REVOKE ALL ON DATABASE $database FROM PUBLIC"
	fi
	# A role that came later is made in older homes, too.
	logged "$log/roles.log" "read the log" sql -c "GRANT CONNECT ON DATABASE
		$database TO app_staff, app_public, app_jobs, app_webhooks,
		app_registers, app_documents, keeper"
	say database "bringing the schema up to date"
	logged "$log/migrate.log" "if a migration was changed: ./dev down --wipe && ./dev up" as_us "$state/bin/fairlot" migrate
	mark_sandbox
}

# Before anything else is in the database: this one may load demo data and
# move its clock.
mark_sandbox() {
	logged "$log/database.log" "read the log" owner_sql -c \
		"INSERT INTO instance (singleton, sandbox) VALUES (true, true)
		ON CONFLICT DO NOTHING" -c \
		"INSERT INTO sandbox_clock (singleton, shift) VALUES (true, '0')
		ON CONFLICT DO NOTHING"
}

# ---- keys, certificate, nginx ----

make_keys() {
	[ ! -f "$state/keys/mail.pub" ] || [ ! -f "$state/keys/text.key" ] ||
		[ ! -f "$state/keeper/keeper.keys" ] || return 0
	say keys "making the keys that are not there yet"
	logged "$log/keys.log" "read the log" as_us "$state/bin/fairlot" key make
}

# Self-signed, so it is its own authority; clients are given it as ca.pem.
make_certificate() {
	local tls=$state/tls
	if ! good_certificate "$tls/cert.pem"; then
		say tls "making a self-signed certificate for $host and 127.0.0.1"
		logged "$log/tls.log" "read the log" as_us sh -c 'umask 077; exec "$@"' sh \
			openssl req -x509 -nodes -days 397 -subj "/CN=$host" \
			-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 \
			-keyout "$tls/key.pem" -out "$tls/cert.pem" \
			-addext "subjectAltName=DNS:$host,DNS:localhost,IP:127.0.0.1,IP:::1" \
			-addext "keyUsage=critical,digitalSignature,keyCertSign" \
			-addext "extendedKeyUsage=serverAuth"
	fi
	put "$home/ca.pem" <"$tls/cert.pem"
}

# Good for another week, and for the name that we answer to.
good_certificate() {
	openssl x509 -in "$1" -noout -checkend 604800 >/dev/null 2>&1 &&
		openssl x509 -in "$1" -noout -ext subjectAltName | grep -qw "DNS:$host"
}

# nginx/*.conf with the words between two @ filled in.
write_nginx() {
	local file names
	names=$(printf '%s\n' localhost 127.0.0.1 '[::1]' "$host" | sort -u | xargs)
	for file in "$repo"/nginx/*.conf; do
		sed -e "s|@BASE_URL@|$base_url|g" -e "s|@SERVER_NAMES@|$names|" \
			-e "s|@SOCKET@|$run/api.sock|" -e "s|@TLS@|$state/tls|" \
			-e "s|@RUN@|$run|" -e "s|@LOG@|$log|" -e "s|@TMP@|$state/tmp|" \
			-e "s|@DOCUMENT_BYTES@|${FAIRLOT_DOCUMENT_BYTES:-20971520}|" \
			-e "s|@HTML@|$state/nginx/html|" -e "s|@SIGN_IN_RATE@|20r/s|" \
			"$file" | put "$state/nginx/${file##*/}"
	done
	install_site
	{
		echo "listen 127.0.0.1:$port ssl http2;"
		! grep -q '^0\{31\}1 ' /proc/net/if_inet6 2>/dev/null ||
			echo "listen [::1]:$port ssl http2;"
	} | put "$state/nginx/listen.conf"
	echo "add_header Sandbox true always;" | put "$state/nginx/sandbox.conf"
}

# ---- running ----

start_servers() {
	local program=$state/bin/fairlot
	keep keeper TERM 16 "$program" "$state/fairlot.conf" -- "$program" keeper
	keep api TERM 20 "$program" "$state/fairlot.conf" -- "$program" api
	keep jobs TERM 10 "$program" "$state/fairlot.conf" -- "$program" jobs
	keep documents TERM 10 "$program" "$state/fairlot.conf" -- \
		"$program" documents
	keep nginx QUIT 10 "$state"/nginx/*.conf "$state/tls/cert.pem" -- \
		nginx -c "$state/nginx/nginx.conf" -g 'daemon off;'
	within 20 ready && return
	tail -q -n 8 "$log"/{api,keeper,jobs,documents,nginx,nginx-error}.log >&2 || true
	die "$base_url is not ready" \
		"if the port is taken: FAIRLOT_PORT=8444 ./dev up; else read ./dev logs"
}

ready() {
	pid_of api && pid_of nginx &&
		curl --silent --fail --noproxy '*' --cacert "$home/ca.pem" \
			--max-time 5 "https://localhost:$port/readyz"
}

load_demo() {
	local loader=("$python" "$repo/demo/load.py" --home "$home"
		--base-url "$base_url" --program "$home/bin/fairlot" --dev "$repo/dev")
	if [ -f "$home/demo.json" ]; then
		"${loader[@]}" --refresh
		return
	fi
	[ ! -f "$state/demo.started" ] ||
		die "loading the demo data was cut short" "./dev down --wipe && ./dev up"
	touch "$state/demo.started"
	say demo "loading the demo data"
	logged "$log/demo.log" "then: ./dev down --wipe && ./dev up" "${loader[@]}"
	say demo "logins and machine clients are in $home/demo.json"
}
