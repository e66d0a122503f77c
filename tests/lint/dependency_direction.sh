#!/bin/sh
# dependency_direction.sh SOURCE: who may include whom. The folders depend on
# each other in one direction, and a library is known in one folder only.
# SPDX-License-Identifier: Apache-2.0
set -eu
cd "$1"
found=$(mktemp)
trap 'rm -f "$found"' EXIT

# may FOLDER OTHERS: files of FOLDER include ours only from OTHERS.
may() {
	find "$1" -name '*.[ch]' -exec \
		grep -HnE '^#[[:space:]]*include[[:space:]]*"' {} + |
		grep -vE "include[[:space:]]*\"($2)/" >>"$found" || true
}

# only HEADER FOLDERS: no file outside FOLDERS includes <HEADER>.
only() {
	find core disk db envelope api jobs keeper cli -name '*.[ch]' -exec \
		grep -HnE "^#[[:space:]]*include[[:space:]]*<$1>" {} + |
		grep -vE "^($2)" >>"$found" || true
}

may core 'core'
may disk 'disk|core'
may db 'db|core'
may envelope 'envelope|core'
may api 'api|envelope|db|disk|core'
may jobs 'jobs|db|disk|core'
may keeper 'keeper|envelope|db|disk|core'
may cli 'cli|keeper|jobs|api|envelope|db|disk|core'

only 'libpq-fe\.h' 'db/'
only 'fcgiapp\.h' 'api/'
only 'jwt\.h' 'nobody: docs/adr/0006'
only 'zlib\.h' 'api/'
only 'curl/.*' 'jobs/'
only 'expat\.h' 'cli/'
only 'zip\.h' 'cli/'
only 'jansson\.h' 'api/|jobs/|cli/'
only 'fcgi_stdio\.h' 'nobody: it redefines printf'

if [ -s "$found" ]; then
	echo "included against the direction of the house:" >&2
	cat "$found" >&2
	exit 1
fi
