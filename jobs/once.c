/*
 * once.c - one statement, in a transaction and a round trip of its own.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "jobs/once.h"

struct err *
run_once(struct db *db, struct arena *a, enum stmt stmt,
    const char *const *params, const struct rows **out)
{
	struct err *e = db_can_commit(db, a);
	size_t i;

	if (!e)
		e = db_begin(db, a, NULL, false);
	if (e)
		return e;
	i = db_add(db, stmt, params);
	db_add_commit(db);
	e = db_sync(db, a);
	if (!e && out)
		*out = db_result(db, i);
	return e;
}

const char *
number_param(struct arena *a, int64_t n)
{
	return arena_printf(a, "%lld", (long long)n);
}
