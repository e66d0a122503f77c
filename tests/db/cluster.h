/*
 * cluster.h - what the tests of db/ share: the cluster that with_cluster.sh
 * made, seen as its superuser. SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_DB_CLUSTER_H
#define TESTS_DB_CLUSTER_H

#include <libpq-fe.h>

#include "db/db.h"
#include "db/migrate.h"

/* A connection of the superuser to that database; NULL: ours. */
PGconn *super(const char *dbname);

/* Runs sql and gives its first value, malloc()ed; NULL if there is none. The
 * test fails if the server refuses it. */
char *ask(PGconn *conn, const char *sql);

/* Runs sql. */
void tell(PGconn *conn, const char *sql);

/* A new, empty database of that name, in place of any other. */
void fresh_database(const char *dbname);

/* Every migration of the program, on that database; NULL: ours. */
void migrate_all(const char *dbname);

/* Fails the test with what err says, if it says anything. */
void assert_fine(const struct err *e);

#define assert_kind(e, k)                                                      \
	do {                                                                   \
		const struct err *got_ = (e);                                  \
		assert_non_null(got_);                                         \
		assert_string_equal(err_slug(got_->kind), err_slug(k));        \
	} while (0)

#endif
