/*
 * schema.h - is this body, is this query string what openapi/ promises?
 *
 * SPDX-License-Identifier: Apache-2.0
 *
 * The tables are generated from openapi/ by cmake/openapi_gen.py. One walk
 * over the value finds every fault at once, each with a JSON Pointer and one
 * plain sentence. No state, no clock, no database: rules that need those are
 * in core/ and db/.
 */
#ifndef API_SCHEMA_H
#define API_SCHEMA_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "api/format.h"
#include "core/arena.h"
#include "core/err.h"

enum { /* types, as bits */
	SCHEMA_NULL = 1 << 0,
	SCHEMA_BOOLEAN = 1 << 1,
	SCHEMA_INTEGER = 1 << 2,
	SCHEMA_NUMBER = 1 << 3, /* a decimal; see decimals */
	SCHEMA_STRING = 1 << 4,
	SCHEMA_ARRAY = 1 << 5,
	SCHEMA_OBJECT = 1 << 6,
};

enum {                          /* schema flags */
	SCHEMA_UNIQUE = 1 << 0, /* array: no two items are equal */
	SCHEMA_TRUE = 1 << 1,   /* boolean: only true will do */
	SCHEMA_FALSE = 1 << 2,  /* boolean: only false will do */
};

struct schema;

struct member {
	const char *name;
	const struct schema *schema;
	bool required;
};

struct schema {
	unsigned types;
	unsigned flags;
	/*
	 * Each is inclusive and always meant. INTEGER: the value. NUMBER: the
	 * value in units of its last decimal. STRING: Unicode characters.
	 * ARRAY: items. OBJECT: members. A schema has one of these types,
	 * besides null.
	 */
	int64_t least, most;
	int decimals;             /* NUMBER: at most so many */
	enum text_format format;  /* STRING */
	const char *const *words; /* STRING: the closed list, or NULL */
	size_t words_count;
	size_t pattern;             /* STRING: 1 + index; 0 for none */
	const char *fault;          /* what to say of a bad pattern, or NULL */
	const struct schema *items; /* ARRAY */
	const struct member *members; /* OBJECT */
	size_t members_count;
	const struct schema *others; /* OBJECT: of any other member, or NULL */
	const struct schema *names;  /* OBJECT: of the others' names, or NULL */
};

struct query_param {
	const char *name;
	const struct schema *schema; /* boolean, integer or string */
	bool required;
};

struct operation_schema {
	const char *operation;     /* operationId */
	const struct schema *body; /* NULL: there is none */
	bool body_required;
	const struct query_param *query;
	size_t query_count;
};

/* One name=value pair of a query string, decoded. */
struct query_pair {
	const char *name;
	const char *value;
};

/* The row of that operationId, or NULL. */
const struct operation_schema *operation_schema_find(const char *operation);

/* NULL if value (borrowed) is what schema says; else all its faults, chained,
 * at most FAULTS_MAX (faults.h), each ERR_INVALID with its pointer set, such as
 * "#/needs/2/mark". */
MUST_CHECK struct err *
schema_check(struct arena *a, const struct schema *schema, const json_t *value);

/* NULL if the pairs (borrowed) are what the operation takes; else all faults,
 * chained, each ERR_INVALID with its parameter set. A pair without a value is
 * as good as none, but its name has to be one of the operation's. */
MUST_CHECK struct err *
query_check(struct arena *a, const struct operation_schema *operation,
    const struct query_pair *pairs, size_t count);

#endif
