/*
 * migrate.h - brings a database to the state this program was built for.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Forward only: each file of db/migrations is run once, in the order of its
 * number, in a transaction of its own, and noted in schema_migration.
 */
#ifndef DB_MIGRATE_H
#define DB_MIGRATE_H

#include <stddef.h>
#include <stdint.h>

#include "db/db.h"

struct migration {
	int64_t version;
	const char *name;
	const char *checksum; /* SHA-256 of the file, hex */
	const char *text;
};

/* Ascending by version; made from db/migrations by the build. */
extern const struct migration migrations[];
extern const size_t migrations_count;

/* The set to run; a test has its own. */
struct migration_set {
	const struct migration *all;
	size_t count;
};

/* Called after each migration that was run. */
typedef void migrate_told(const struct migration *m, void *arg);

/* Runs what has not been run. db is a DB_PLAIN connection of the owner. Two
 * runs at once wait for each other. ERR_CONFLICT, and nothing is run, if an
 * applied migration is not the same as ours, or one of ours was left out, or
 * the database has one that we do not know. told may be NULL. */
MUST_CHECK struct err *migrate(struct db *db, struct arena *a,
    const struct migration_set *set, migrate_told *told, void *arg);

/* When the version was applied, as text; NULL if it was not. arena. */
MUST_CHECK struct err *migrate_applied_at(struct db *db, struct arena *a,
    const struct migration_set *set, const char **applied_at);

#endif
