/*
 * serve.h - one attempt at a request that needs the database.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_SERVE_H
#define API_SERVE_H

#include "api/ctx.h"

/*
 * Runs the request once, from BEGIN to COMMIT, and puts the answer into
 * cx->res. 401 and 403 come before anything else is said, fault (a bad query
 * string, or NULL) right after them. Whatever it returns, the connection may
 * be left inside a transaction: see db_settle().
 */
MUST_CHECK struct err *serve(struct ctx *cx, struct err *fault);

/* What the route's answer is, but where its handler says that. */
const char *serve_media_type(const struct route *r);

/* Learns, once, whether this database is a sandbox. */
void serve_learn_sandbox(struct worker *w, struct arena *a);

#endif
