/*
 * once.h - one statement, in a transaction and a round trip of its own.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef JOBS_ONCE_H
#define JOBS_ONCE_H

#include "db/db.h"

/* Runs it and commits. *out, where there is an out, are its rows until the
 * arena is reset. Whoever calls settles the connection (db_settle()). */
MUST_CHECK struct err *run_once(struct db *db, struct arena *a, enum stmt stmt,
    const char *const *params, const struct rows **out);

/* A number as a parameter; arena. */
const char *number_param(struct arena *a, int64_t n);

#endif
