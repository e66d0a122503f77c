/*
 * copy.h - brings a great many rows into the database at once.
 *
 * An import is one transaction on a connection of its own: a staging table,
 * COPY into it, and a statement that merges it. Nothing is to be seen of it
 * until copy_finish() has succeeded; breaking off at any point leaves nothing
 * behind.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef DB_COPY_H
#define DB_COPY_H

#include <stdbool.h>

#include "core/err.h"
#include "db/stmt.h"

struct copy;
struct rows;

/* Connects, runs stage and begins the COPY that the statement into names.
 * The copy is closed when the arena is reset, however far it has come. */
MUST_CHECK struct err *copy_start(struct arena *a, const char *conninfo,
    enum stmt stage, enum stmt into, struct copy **out);

/* Sends length bytes of COPY's text format: whole lines, each with its end. */
MUST_CHECK struct err *
copy_send(struct copy *c, struct arena *a, const char *text, size_t length);

/* Ends the COPY, runs merge and commits. */
MUST_CHECK struct err *
copy_finish(struct copy *c, struct arena *a, enum stmt merge);

/* The same with a statement that has parameters and gives rows; *rows lives
 * as long as the arena. With keep false everything is rolled back once it has
 * been done: a rehearsal. */
MUST_CHECK struct err *
copy_finish_with(struct copy *c, struct arena *a, enum stmt merge,
    const char *const *params, bool keep, const struct rows **rows);

#endif
