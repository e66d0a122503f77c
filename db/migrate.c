/*
 * migrate.c - see migrate.h. SPDX-License-Identifier: Apache-2.0
 *
 * The lock belongs to the transaction of one migration. Between two, another
 * run may slip in; so each one looks again at what is still to be done.
 */
#include "db/migrate.h"

#include <inttypes.h>
#include <string.h>

enum column { VERSION, NAME, CHECKSUM, APPLIED_AT }; /* migration_list.sql */

static const struct migration *
find(const struct migration_set *set, int64_t version)
{
	for (size_t i = 0; i < set->count; i++)
		if (set->all[i].version == version)
			return &set->all[i];
	return NULL;
}

/* NULL if row of done is what set says it is. */
static struct err *
check_one(struct arena *a, const struct migration_set *set,
    const struct rows *done, size_t row)
{
	const int64_t version = rows_int(done, row, VERSION);
	const char *name = rows_text(done, row, NAME);
	const struct migration *m = find(set, version);

	if (!m)
		return err_new(a, ERR_CONFLICT,
		    "The database had migration %04" PRId64
		    " (%s), which this program does not know.",
		    version, name);
	if (strcmp(m->checksum, rows_text(done, row, CHECKSUM)) != 0)
		return err_new(a, ERR_CONFLICT,
		    "Migration %04" PRId64
		    " (%s) was changed after it was run.",
		    version, name);
	return NULL;
}

static bool
is_done(const struct rows *done, int64_t version)
{
	for (size_t i = 0; i < rows_count(done); i++)
		if (rows_int(done, i, VERSION) == version)
			return true;
	return false;
}

/* *next becomes the first migration still to be run, or NULL. */
static struct err *
plan(struct arena *a, const struct migration_set *set, const struct rows *done,
    const struct migration **next)
{
	const size_t count = rows_count(done);
	size_t i = 0;

	for (size_t row = 0; row < count; row++) {
		struct err *e = check_one(a, set, done, row);

		if (e)
			return e;
	}
	while (i < set->count && is_done(done, set->all[i].version))
		i++;
	if (i < count)
		return err_new(a, ERR_CONFLICT,
		    "Migration %04" PRId64 " (%s) is new but older than one "
		    "that was run.",
		    set->all[i].version, set->all[i].name);
	*next = i < set->count ? &set->all[i] : NULL;
	return NULL;
}

/* *done stays as it is if the database was never migrated. */
static struct err *
list(struct db *db, struct arena *a, const struct rows **done)
{
	const struct rows *table;
	struct err *e;

	e = db_exec(db, a, STMT_MIGRATION_TABLE, NULL, &table);
	if (e || !rows_bool(table, 0, 0))
		return e;
	return db_exec(db, a, STMT_MIGRATION_LIST, NULL, done);
}

static struct err *
run_one(struct db *db, struct arena *a, const struct migration *m)
{
	const char *params[] = { arena_printf(a, "%" PRId64, m->version),
		m->name, m->checksum };
	const char *file =
	    arena_printf(a, "%04" PRId64 "_%s", m->version, m->name);
	struct err *e;

	e = db_script(db, a, file, m->text);
	if (e)
		return e;
	return db_exec(db, a, STMT_MIGRATION_INSERT, params, NULL);
}

/* *ran becomes the migration that was run, or NULL if none was left. */
static struct err *
step(struct db *db, struct arena *a, const struct migration_set *set,
    const struct migration **ran)
{
	const struct rows *done = NULL;
	struct err *e;

	e = db_begin(db, a, NULL, false);
	if (e)
		return e;
	e = db_exec(db, a, STMT_MIGRATION_LOCK, NULL, NULL);
	if (e)
		return e;
	e = list(db, a, &done);
	if (e)
		return e;
	e = plan(a, set, done, ran);
	if (e)
		return e;
	if (*ran)
		e = run_one(db, a, *ran);
	return e ? e : db_commit(db, a);
}

struct err *
migrate(struct db *db, struct arena *a, const struct migration_set *set,
    migrate_told *told, void *arg)
{
	const struct migration *ran = NULL;

	for (;;) {
		struct err *e = step(db, a, set, &ran);

		db_settle(db);
		if (e || !ran)
			return e;
		if (told)
			told(ran, arg);
	}
}

static struct err *
read_status(struct db *db, struct arena *a, const struct migration_set *set,
    const struct rows **done)
{
	const struct migration *next;
	struct err *e;

	e = db_begin(db, a, NULL, true);
	if (e)
		return e;
	e = list(db, a, done);
	if (e)
		return e;
	return plan(a, set, *done, &next);
}

struct err *
migrate_status(struct db *db, struct arena *a, const struct migration_set *set,
    const char **when)
{
	const struct rows *done = NULL;
	struct err *e = read_status(db, a, set, &done);

	db_settle(db);
	if (e)
		return e;
	for (size_t i = 0; i < set->count; i++) /* set and done begin alike */
		when[i] = rows_text(done, i, APPLIED_AT);
	return NULL;
}
