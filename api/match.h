/*
 * match.h - from a method and a path to one row of the table of routes.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_MATCH_H
#define API_MATCH_H

#include <stddef.h>

#include "api/config.h"
#include "api/route.h"
#include "core/err.h"

struct match {
	const struct route *route;
	size_t count;
	struct {
		const char *name;  /* as in the pattern; arena */
		const char *value; /* of the segment; UUIDs in lower case */
	} values[LIMIT_PATH_NAMES];
	const char *allow; /* methods the path has, for Allow; arena or NULL */
};

/*
 * Finds the row for method (METHOD__MAX: none we know) and path. "{x_id}"
 * takes a UUID of either case, "{x}" one segment of letters, digits, ".", "_"
 * and "-". ERR_NOT_FOUND if no row has the path, ERR_METHOD_NOT_ALLOWED if
 * none has it with the method; out->allow is set then.
 */
MUST_CHECK struct err *match_route(struct arena *a, const struct route *table,
    size_t count, enum method method, const char *path, struct match *out);

/* The segment named so, or NULL. */
const char *match_value(const struct match *m, const char *name);

#endif
