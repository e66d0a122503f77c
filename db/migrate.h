/*
 * migrate.h - brings a database to the state this program was built for.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Forward only: each file of db/migrations is run once, in the order of its
 * number, in a transaction of its own, and noted in schema_migration.
 */
#ifndef DB_MIGRATE_H
#define DB_MIGRATE_H

#include "db/db.h"

struct migration {
	int64_t version; /* the number its file begins with */
	const char *name;
	const char *checksum; /* SHA-256 of the file, hex */
	const char *text;
};

/* Ascending by version; made from db/migrations by the build. */
extern const struct migration migrations[];
extern const size_t migrations_count;

/* What to run: the table above, except in tests. Borrowed. */
struct migration_set {
	const struct migration *all;
	size_t count;
};

/* Called after each migration that was run. */
typedef void migrate_told(const struct migration *m, void *arg);

/* Runs what has not been run. db is a DB_PLAIN connection of the owner. Two
 * runs at once wait for each other. ERR_CONFLICT, and nothing is run, if the
 * database had a migration that is not the same in set or not there at all,
 * or if one of set is to be run that is older than one the database had. told
 * may be NULL. */
MUST_CHECK struct err *migrate(struct db *db, struct arena *a,
    const struct migration_set *set, migrate_told *told, void *arg);

/* Sets each of set->count members of when to the time at which that migration
 * was run (RFC 3339, arena), or NULL if it was not. ERR_CONFLICT as above. */
MUST_CHECK struct err *migrate_status(struct db *db, struct arena *a,
    const struct migration_set *set, const char **when);

#endif
