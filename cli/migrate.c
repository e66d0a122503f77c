/*
 * migrate.c - `fairlot migrate [--status]`: brings the database to the state
 * this program was built for, as its owner.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "db/migrate.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/config.h"
#include "cli/migrate.h"

enum { ARENA_BYTES = 64 << 20 }; /* the answers of all migrations */

static void
say(const struct migration *m, void *arg)
{
	(void)arg;
	printf("%04" PRId64 " %s: done\n", m->version, m->name);
	(void)fflush(stdout);
}

static struct err *
show_status(struct db *db, struct arena *a, const struct migration_set *set)
{
	const char **when = arena_zalloc_array(a, set->count, sizeof(*when));
	struct err *e = migrate_status(db, a, set, when);

	if (e)
		return e;
	for (size_t i = 0; i < set->count; i++)
		printf("%04" PRId64 " %s: %s\n", set->all[i].version,
		    set->all[i].name, when[i] ? when[i] : "to be done");
	return NULL;
}

static int
run(const char *conninfo, bool status)
{
	const struct migration_set set = { migrations, migrations_count };
	struct arena *a = arena_new(ARENA_BYTES);
	struct db *db = db_new(conninfo, DB_PLAIN);
	struct err *e =
	    status ? show_status(db, a, &set) : migrate(db, a, &set, say, NULL);

	if (e)
		fprintf(stderr, "fairlot migrate: %s%s%s%s\n", e->detail,
		    e->log ? " (" : "", e->log ? e->log : "",
		    e->log ? ")" : "");
	db_free(db);
	arena_free(a);
	return e ? 1 : 0;
}

int
cmd_migrate(int argc, char **argv)
{
	const bool status = argc == 2 && strcmp(argv[1], "--status") == 0;
	const char *conninfo;

	if (argc > 1 && !status) {
		fprintf(stderr, "usage: fairlot migrate [--status]\n");
		return 2;
	}
	conninfo = config_text(SETTING_DB_OWNER);
	return conninfo ? run(conninfo, status) : 1;
}
