/*
 * query.h - names and values as "?a=1&b=2" and forms write them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_QUERY_H
#define API_QUERY_H

#include <stddef.h>

#include "api/config.h"
#include "api/schema.h" /* struct query_pair */
#include "core/err.h"

struct query {
	size_t count;
	struct query_pair pairs[LIMIT_QUERY_PARAMETERS];
};

/*
 * Reads text (borrowed) into *out; names and values are arena. A percent
 * sign is followed by two hexadecimal digits, "+" is a space, and the result
 * is UTF-8 without control characters; anything else, or more pairs than
 * LIMIT_QUERY_PARAMETERS, is ERR_MALFORMED. A name given twice is ERR_INVALID
 * at that name. An empty name is refused, an empty value is not.
 */
MUST_CHECK struct err *
query_parse(struct arena *a, const char *text, struct query *out);

/* The value of that name, or NULL. */
const char *query_get(const struct query *q, const char *name);

#endif
