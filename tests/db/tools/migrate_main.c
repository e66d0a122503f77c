/*
 * migrate_main.c - runs every migration, for tests that are not written in C.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>

#include "db/migrate.h"

int
main(int argc, char **argv)
{
	const struct migration_set set = { migrations, migrations_count };
	struct arena *a = arena_new(1 << 24);
	struct db *db = db_new(argc > 1 ? argv[1] : "", DB_PLAIN);
	struct err *e = migrate(db, a, &set, NULL, NULL);

	if (e)
		fprintf(stderr, "%s (%s)\n", e->detail, e->log ? e->log : "");
	db_free(db);
	arena_free(a);
	return e ? 1 : 0;
}
