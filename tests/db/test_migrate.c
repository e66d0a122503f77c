/*
 * What `fairlot migrate` promises. SPDX-License-Identifier: Apache-2.0
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/db/cluster.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char conninfo[] = "user=fairlot_owner dbname=scratch";

struct fixture {
	struct arena *arena;
	struct db *db;
	size_t told;
};

static int
setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	fresh_database("scratch");
	f->arena = arena_new(1 << 24);
	f->db = db_new(conninfo, DB_PLAIN);
	*state = f;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	db_free(f->db);
	arena_free(f->arena);
	free(f);
	return 0;
}

static void
count(const struct migration *m, void *arg)
{
	struct fixture *f = arg;

	assert_non_null(m->name);
	f->told++;
}

/* Runs the first n of ours, with the given one put in its place. */
static struct err *
run(struct fixture *f, size_t n, const struct migration *changed)
{
	struct migration *mine = arena_zalloc_array(f->arena, n, sizeof(*mine));
	struct migration_set set = { mine, n };

	memcpy(mine, migrations, n * sizeof(*mine));
	for (size_t i = 0; changed && i < n; i++)
		if (mine[i].version == changed->version)
			mine[i] = *changed;
	f->told = 0;
	return migrate(f->db, f->arena, &set, count, f);
}

static int
rows_noted(void)
{
	PGconn *conn = super("scratch");
	char *n = ask(conn, "SELECT count(*) FROM schema_migration");
	int result = (int)strtol(n, NULL, 10);

	free(n);
	PQfinish(conn);
	return result;
}

static void
everything_is_run_once_and_a_second_run_does_nothing(void **state)
{
	struct fixture *f = *state;

	assert_fine(run(f, migrations_count, NULL));
	assert_int_equal(f->told, migrations_count);
	assert_fine(run(f, migrations_count, NULL));
	assert_int_equal(f->told, 0);
	assert_int_equal(rows_noted(), migrations_count);
}

static void
the_rest_is_run_after_a_new_release(void **state)
{
	struct fixture *f = *state;

	assert_fine(run(f, 1, NULL));
	assert_int_equal(f->told, 1);
	assert_fine(run(f, migrations_count, NULL));
	assert_int_equal(f->told, migrations_count - 1);
}

static void
a_migration_changed_after_it_was_run_is_refused(void **state)
{
	struct fixture *f = *state;
	struct migration m = migrations[0];
	struct err *e;

	assert_fine(run(f, 1, NULL));
	m.checksum = "0000";
	e = run(f, migrations_count, &m);
	assert_kind(e, ERR_CONFLICT);
	assert_non_null(strstr(e->detail, "changed after it was run"));
	assert_int_equal(rows_noted(), 1);
}

static void
a_database_newer_than_the_program_is_refused(void **state)
{
	struct fixture *f = *state;

	assert_fine(run(f, 2, NULL));
	assert_kind(run(f, 1, NULL), ERR_CONFLICT);
}

static void
a_migration_slipped_in_below_one_already_run_is_refused(void **state)
{
	struct fixture *f = *state;
	PGconn *conn = super("scratch");

	assert_fine(run(f, 2, NULL));
	tell(conn, "DELETE FROM schema_migration WHERE version = 0");
	PQfinish(conn);
	assert_kind(run(f, 2, NULL), ERR_CONFLICT);
}

static void
a_migration_that_fails_leaves_nothing_and_says_its_line(void **state)
{
	struct fixture *f = *state;
	struct migration m = migrations[1];
	struct err *e;

	m.text = "CREATE TABLE half (id int);\n\nSELECT nothing FROM half;\n";
	e = run(f, 2, &m);
	assert_kind(e, ERR_INTERNAL);
	assert_null(strstr(e->detail, "half"));
	assert_non_null(strstr(e->log, "line 3"));
	assert_int_equal(rows_noted(), 1);
	assert_fine(run(f, migrations_count, NULL));
}

static void
status_tells_what_was_run_and_what_was_not(void **state)
{
	struct fixture *f = *state;
	const struct migration_set set = { migrations, migrations_count };
	const char **when =
	    arena_zalloc_array(f->arena, set.count, sizeof(*when));

	assert_fine(migrate_status(f->db, f->arena, &set, when));
	assert_null(when[0]);
	assert_fine(run(f, 1, NULL));
	assert_fine(migrate_status(f->db, f->arena, &set, when));
	assert_non_null(when[0]);
	assert_null(when[1]);
}

/* How many migrations come before that one. */
static size_t
before(int64_t version)
{
	size_t n = 0;

	while (n < migrations_count && migrations[n].version < version)
		n++;
	return n;
}

/* A referral and a bid on it as they were kept before 0012, whatever else
 * should stand around them. */
static void
old_bid(PGconn *conn)
{
	tell(conn, "SET session_replication_role = replica");
	tell(conn,
	    "INSERT INTO referral (reference, council_id, scheme_id,"
	    " category_id, lead_id, title, urgency, portrait, need_by, outcode,"
	    " radius_miles, children, weights, needs, features, outcomes,"
	    " choice_mode, deadline, state, created_by) SELECT 'R', u, u, u, u,"
	    " 'T', 'standard', '{}', '2030-01-01', 'AB1', 1, 1, '{}', '[]',"
	    " '[]', '[]', 'none', now(), 'open', u"
	    " FROM gen_random_uuid() AS u");
	tell(conn,
	    "INSERT INTO bid_version SELECT u, 1, r.id, u, u, u, '{\"a\":"
	    " \"\u00e9\"}', encode(sha256(convert_to('{\"a\": \"\u00e9\"}',"
	    " 'UTF8')), 'hex'), now(), '' FROM referral r, gen_random_uuid() u");
}

static void
a_database_with_open_bids_is_not_taken_to_the_keeper(void **state)
{
	struct fixture *f = *state;
	PGconn *conn = super("scratch");
	struct err *e;
	char *kept;

	assert_fine(run(f, before(12), NULL));
	old_bid(conn);
	e = run(f, before(13), NULL);
	assert_kind(e, ERR_CONFLICT);
	assert_non_null(strstr(e->detail, "1 referrals are still open"));
	assert_int_equal(rows_noted(), before(12));
	/* What is over is carried over, byte by byte. */
	tell(conn, "UPDATE referral SET state = 'cancelled'");
	assert_fine(run(f, migrations_count, NULL));
	kept = ask(conn, "SELECT count(*) FROM bid_version"
			 " WHERE sha256 = encode(sha256(sealed), 'hex')"
			 " AND convert_from(sealed, 'UTF8') LIKE '{\"a\"%'");
	assert_string_equal(kept, "1");
	free(kept);
	PQfinish(conn);
}

static void
two_runs_at_once_share_the_work(void **state)
{
	struct fixture *f = *state;
	int status = 1;
	pid_t child;

	db_free(f->db); /* a connection must not be there twice */
	child = fork();
	f->db = db_new(conninfo, DB_PLAIN);
	if (child == 0)
		_exit(run(f, migrations_count, NULL) ? 1 : 0);
	assert_fine(run(f, migrations_count, NULL));
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_int_equal(rows_noted(), migrations_count);
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(everything_is_run_once_and_a_second_run_does_nothing),
		T(the_rest_is_run_after_a_new_release),
		T(a_migration_changed_after_it_was_run_is_refused),
		T(a_database_newer_than_the_program_is_refused),
		T(a_migration_slipped_in_below_one_already_run_is_refused),
		T(a_migration_that_fails_leaves_nothing_and_says_its_line),
		T(status_tells_what_was_run_and_what_was_not),
		T(a_database_with_open_bids_is_not_taken_to_the_keeper),
		T(two_runs_at_once_share_the_work),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
