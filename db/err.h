/*
 * err.h - what a refusal of PostgreSQL means to a client. For db/ only.
 * SPDX-License-Identifier: Apache-2.0
 *
 * No word of the database reaches a client, except the sentences that our own
 * SQL functions raise (SQLSTATE FLxxx). What helps to find a fault goes into
 * err->sqlstate and err->log.
 */
#ifndef DB_ERR_H
#define DB_ERR_H

#include <libpq-fe.h>
#include <stdbool.h>
#include <stddef.h>

#include "core/err.h"

/* What a named constraint, when it is violated, says to the client. */
struct constraint {
	const char *name;
	enum err_kind kind;
	const char *pointer; /* the value at fault; NULL if none is */
	const char *sentence;
};

extern const struct constraint constraints[];
extern const size_t constraints_count;

/* The error of a failed res; what says which statement it was (for the log).
 * Never NULL. */
MUST_CHECK struct err *
db_err(struct arena *a, const PGresult *res, const char *what);

/* ERR_UNAVAILABLE because of the connection, or ERR_OUTCOME_UNKNOWN if a
 * COMMIT was under way; why is copied for the log. Never NULL. */
MUST_CHECK struct err *
db_err_lost(struct arena *a, const char *why, bool committing);

/* True if res says that this connection is over. */
bool db_err_is_fatal(const PGresult *res);

/* True if the server did not say res: libpq made it, for want of memory. What
 * the server has said is then lost, and so is our place in its answers. */
bool db_err_is_ours(const PGresult *res);

/* True if res says that a statement was prepared before a migration and has
 * to be prepared again, which needs a new connection. */
bool db_err_is_stale(const PGresult *res);

/* True if res says that this server does not take writes (any more). */
bool db_err_is_standby(const PGresult *res);

#endif
