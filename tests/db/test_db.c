/*
 * One connection: what is sent together, what a COMMIT is, and what happens
 * when the server goes away. SPDX-License-Identifier: Apache-2.0
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/db/cluster.h"

#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

#define SID    "00000000-0000-4000-8000-00000000005e"
#define NOBODY "00000000-0000-4000-8000-0000000000ff"
#define ORG    "00000000-0000-4000-8000-0000000000a0"

/* That of migration_lock.sql. */
#define MIGRATE_LOCK "30796665482998885"

static const char someone[] =
    "INSERT INTO organisation (id, kind, name) VALUES ('" ORG
    "', 'authority', 'Testshire');"
    "INSERT INTO app_user (id, organisation_id, name, email, role) VALUES ('" ORG
    "', '" ORG "', 'Ada', 'ada@example.org', 'council');"
    "INSERT INTO session (id, organisation_id, user_id, role, expires_at)"
    " VALUES ('" SID "', '" ORG "', '" ORG
    "', 'council', clock_timestamp() + interval '1 hour')";

/* A migration_insert.sql of a number nobody has: the owner's only write. */
static const char *const a_write[] = { "9001", "a write", "of a test" };

static char trace_path[] = "/tmp/fairlot-trace.XXXXXX";

struct fixture {
	struct arena *arena;
	struct db *db;    /* of app_staff */
	struct db *owner; /* that can write without a caller */
	PGconn *super;
};

static int
setup_all(void **state)
{
	PGconn *conn;
	int fd = mkstemp(trace_path);

	(void)state;
	assert_true(fd >= 0);
	(void)close(fd);
	migrate_all(NULL);
	conn = super(NULL);
	tell(conn, someone);
	PQfinish(conn);
	/* NOLINTNEXTLINE(concurrency-mt-unsafe) */
	return setenv("FAIRLOT_PQTRACE", trace_path, 1);
}

static int
teardown_all(void **state)
{
	(void)state;
	return unlink(trace_path);
}

static int
setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->arena = arena_new(1 << 20);
	f->db = db_new("user=app_staff dbname=fairlot", DB_STAFF);
	f->owner = db_new("user=fairlot_owner dbname=fairlot", DB_OWNER);
	f->super = super(NULL);
	*state = f;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	PQfinish(f->super);
	db_free(f->owner);
	db_free(f->db);
	arena_free(f->arena);
	free(f);
	return 0;
}

/* Sync messages sent since the trace was started. */
static size_t
syncs(void)
{
	char line[4096];
	size_t n = 0;
	FILE *f = fopen(trace_path, "r");

	assert_non_null(f);
	while (fgets(line, sizeof(line), f))
		n += line[0] == 'F' && strstr(line, "\tSync") != NULL;
	(void)fclose(f);
	return n;
}

/* The process that serves the only connection of that role. */
static pid_t
backend_of(struct fixture *f, const char *role)
{
	char sql[128];
	char *pid;
	pid_t result;

	(void)snprintf(sql, sizeof(sql),
	    "SELECT pid FROM pg_stat_activity WHERE usename = '%s'", role);
	pid = ask(f->super, sql);
	assert_non_null(pid);
	result = (pid_t)strtol(pid, NULL, 10);
	free(pid);
	return result;
}

static void
terminate(struct fixture *f, const char *role)
{
	char sql[64];

	(void)snprintf(sql, sizeof(sql),
	    "SELECT pg_terminate_backend(%d, 5000)", (int)backend_of(f, role));
	tell(f->super, sql);
}

static bool
is_recorded(struct fixture *f)
{
	char *n = ask(f->super,
	    "SELECT 1 FROM schema_migration WHERE version = 9001");
	bool yes = n != NULL;

	free(n);
	return yes;
}

static void
pause_ms(long ms)
{
	const struct timespec t = { ms / 1000, ms % 1000 * 1000000 };

	(void)nanosleep(&t, NULL);
}

/* ------------------------------------------------- the round trip */

static void
a_read_is_one_round_trip(void **state)
{
	struct fixture *f = *state;
	size_t before;

	assert_fine(db_connect(f->db, f->arena));
	before = syncs();
	assert_fine(db_begin(f->db, f->arena, SID, true));
	(void)db_add(f->db, STMT_SCHEMA_VERSION, NULL);
	db_add_commit(f->db);
	assert_fine(db_sync(f->db, f->arena));
	db_settle(f->db);
	assert_int_equal(syncs() - before, 1);
	assert_null(db_result(f->db, 0)); /* settled: nothing is left over */
}

static void
results_are_known_by_the_order_in_which_they_were_queued(void **state)
{
	struct fixture *f = *state;
	const struct rows *who;

	assert_fine(db_begin(f->db, f->arena, SID, false));
	assert_int_equal(db_add(f->db, STMT_SCHEMA_VERSION, NULL), 1);
	assert_int_equal(db_add(f->db, STMT_SCHEMA_VERSION, NULL), 2);
	db_add_commit(f->db);
	assert_fine(db_sync(f->db, f->arena));

	who = db_result(f->db, 0);
	assert_int_equal(rows_count(who), 1);
	assert_string_equal(rows_text(who, 0, rows_col(who, "organisation_id")),
	    ORG);
	assert_string_equal(rows_text(who, 0, rows_col(who, "role")),
	    "council");
	assert_null(rows_text(who, 0, rows_col(who, "client_id")));
	assert_null(rows_text(who, 1, 0));
	assert_int_equal(rows_int(db_result(f->db, 2), 0, 0),
	    migrations[migrations_count - 1].version);
	assert_null(db_result(f->db, 3));
	assert_int_equal(rows_count(db_result(f->db, 3)), 0);
}

static void
a_read_only_transaction_cannot_write(void **state)
{
	struct fixture *f = *state;

	assert_fine(db_begin(f->owner, f->arena, NULL, true));
	assert_kind(db_exec(f->owner, f->arena, STMT_MIGRATION_INSERT, a_write,
			NULL),
	    ERR_UNAVAILABLE);
	db_settle(f->owner);
	assert_false(is_recorded(f));
}

static void
the_first_failure_is_the_one_told_and_nothing_after_it_has_rows(void **state)
{
	struct fixture *f = *state;
	size_t later;
	struct err *e;

	assert_fine(db_begin(f->db, f->arena, NOBODY, true));
	later = db_add(f->db, STMT_SCHEMA_VERSION, NULL);
	db_add_commit(f->db);
	e = db_sync(f->db, f->arena);
	assert_kind(e, ERR_UNAUTHENTICATED);
	assert_string_equal(e->sqlstate, "FL401");
	assert_null(db_result(f->db, later));
	db_settle(f->db);
}

/* ------------------------------------------------- COMMIT */

static void
a_commit_is_kept(void **state)
{
	struct fixture *f = *state;

	assert_fine(db_begin(f->owner, f->arena, NULL, false));
	assert_fine(
	    db_exec(f->owner, f->arena, STMT_MIGRATION_INSERT, a_write, NULL));
	assert_false(is_recorded(f));
	assert_fine(db_commit(f->owner, f->arena));
	assert_true(is_recorded(f));
	tell(f->super, "DELETE FROM schema_migration WHERE version = 9001");
}

static void
the_commit_of_a_failed_transaction_is_an_error(void **state)
{
	struct fixture *f = *state;

	assert_fine(db_begin(f->db, f->arena, NOBODY, false));
	assert_kind(db_sync(f->db, f->arena), ERR_UNAUTHENTICATED);
	assert_kind(db_commit(f->db, f->arena), ERR_INTERNAL);
}

static void
what_is_not_committed_is_gone_and_the_connection_stays(void **state)
{
	struct fixture *f = *state;
	pid_t before, after;

	assert_fine(db_begin(f->owner, f->arena, NULL, false));
	assert_fine(
	    db_exec(f->owner, f->arena, STMT_MIGRATION_INSERT, a_write, NULL));
	before = backend_of(f, "fairlot_owner");
	db_settle(f->owner);
	assert_false(is_recorded(f));
	after = backend_of(f, "fairlot_owner");
	assert_int_equal(before, after);
}

static void
settling_after_a_failure_keeps_the_connection(void **state)
{
	struct fixture *f = *state;
	pid_t before;

	assert_fine(db_connect(f->db, f->arena));
	before = backend_of(f, "app_staff");
	assert_fine(db_begin(f->db, f->arena, NOBODY, true));
	db_add_commit(f->db);
	assert_kind(db_sync(f->db, f->arena), ERR_UNAUTHENTICATED);
	db_settle(f->db);
	assert_fine(db_begin(f->db, f->arena, SID, true));
	assert_fine(db_sync(f->db, f->arena));
	db_settle(f->db);
	assert_int_equal(backend_of(f, "app_staff"), before);
}

/* COMMIT waits for a standby that is not there; sql then ends the wait. */
static struct err *
commit_without_standby(struct fixture *f, const char *sql)
{
	char command[160];
	PGresult *res;
	struct err *e;

	tell(f->super, "ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
	tell(f->super, "SELECT pg_reload_conf()");
	pause_ms(200);
	assert_fine(db_begin(f->owner, f->arena, NULL, false));
	assert_fine(
	    db_exec(f->owner, f->arena, STMT_MIGRATION_INSERT, a_write, NULL));
	(void)snprintf(command, sizeof(command), "SELECT pg_sleep(0.3), %s(%d)",
	    sql, (int)backend_of(f, "fairlot_owner"));
	assert_true(PQsendQuery(f->super, command));
	e = db_commit(f->owner, f->arena);
	db_settle(f->owner);
	while ((res = PQgetResult(f->super)) != NULL)
		PQclear(res);
	tell(f->super, "ALTER SYSTEM RESET synchronous_standby_names");
	tell(f->super, "SELECT pg_reload_conf()");
	pause_ms(200);
	tell(f->super, "DELETE FROM schema_migration WHERE version = 9001");
	return e;
}

static void
a_commit_that_no_standby_confirmed_is_of_unknown_outcome(void **state)
{
	assert_kind(commit_without_standby(*state, "pg_cancel_backend"),
	    ERR_OUTCOME_UNKNOWN);
}

static void
a_commit_under_way_when_the_server_went_is_of_unknown_outcome(void **state)
{
	assert_kind(commit_without_standby(*state, "pg_terminate_backend"),
	    ERR_OUTCOME_UNKNOWN);
}

static void
set_standby(struct fixture *f, const char *names)
{
	char sql[96];

	(void)snprintf(sql, sizeof(sql),
	    "ALTER SYSTEM SET synchronous_standby_names = '%s'", names);
	tell(f->super, sql);
	tell(f->super, "SELECT pg_reload_conf()");
	pause_ms(200);
}

/* A transaction of the service that changes nothing and waits all the same,
 * as the answer to a repeated request does. */
static struct err *
commit_nothing(struct fixture *f)
{
	struct err *e;

	assert_fine(db_begin(f->db, f->arena, SID, false));
	(void)db_add(f->db, STMT_IDEMPOTENCY_CONFIRM, NULL);
	e = db_commit(f->db, f->arena);
	db_settle(f->db);
	return e;
}

static void
commits_that_wait_in_vain_are_given_up_and_no_more_of_them_begun(void **state)
{
	struct fixture *f = *state;
	struct err *e;

	assert_fine(commit_nothing(f));
	assert_fine(db_can_commit(f->db, f->arena));
	set_standby(f, "nobody");
	/* Nothing is known of it yet: the first has to find out. */
	assert_fine(db_can_commit(f->db, f->arena));
	e = commit_nothing(f);
	assert_kind(e, ERR_OUTCOME_UNKNOWN);
	e = db_can_commit(f->db, f->arena);
	assert_kind(e, ERR_UNAVAILABLE);
	assert_true(e->retry_after > 0);
	/* Who only reads is not concerned. */
	assert_fine(db_begin(f->db, f->arena, SID, true));
	db_add_commit(f->db);
	assert_fine(db_sync(f->db, f->arena));
	db_settle(f->db);
	set_standby(f, "");
	assert_fine(db_can_commit(f->db, f->arena));
	assert_fine(commit_nothing(f));
}

/* Whoever comes after it would wait behind it. */
static void
a_migration_does_not_wait_long_for_a_table(void **state)
{
	struct fixture *f = *state;
	struct err *e;

	assert_fine(db_connect(f->owner, f->arena));
	tell(f->super, "BEGIN; LOCK TABLE schema_migration");
	assert_fine(db_begin(f->owner, f->arena, NULL, false));
	e = db_exec(f->owner, f->arena, STMT_MIGRATION_LIST, NULL, NULL);
	tell(f->super, "ROLLBACK");
	assert_kind(e, ERR_UNAVAILABLE);
	assert_string_equal(e->sqlstate, "55P03");
	db_settle(f->owner);
}

static void
a_server_that_cannot_be_written_to_is_not_ours(void **state)
{
	struct fixture *f = *state;
	struct db *db = db_new("user=app_staff dbname=fairlot "
			       "options='-c default_transaction_read_only=on'",
	    DB_STAFF);

	assert_kind(db_connect(db, f->arena), ERR_UNAVAILABLE);
	db_free(db);
}

static void
a_commit_never_sent_is_known_to_have_failed(void **state)
{
	struct fixture *f = *state;

	assert_fine(db_begin(f->owner, f->arena, NULL, false));
	assert_fine(
	    db_exec(f->owner, f->arena, STMT_MIGRATION_INSERT, a_write, NULL));
	terminate(f, "fairlot_owner");
	assert_kind(db_commit(f->owner, f->arena), ERR_UNAVAILABLE);
	assert_false(is_recorded(f));
}

/* ------------------------------------------------- a server that goes */

static void
a_request_does_not_notice_that_its_connection_had_died(void **state)
{
	struct fixture *f = *state;

	assert_fine(db_connect(f->db, f->arena));
	terminate(f, "app_staff");
	assert_fine(db_begin(f->db, f->arena, SID, false));
	assert_fine(db_sync(f->db, f->arena));
	assert_int_equal(rows_count(db_result(f->db, 0)), 1);
	assert_fine(db_commit(f->db, f->arena));
}

/* The death comes between db_begin() and db_sync(). */
static void
the_first_batch_is_sent_again_over_a_new_connection(void **state)
{
	struct fixture *f = *state;

	assert_fine(db_begin(f->db, f->arena, SID, true));
	(void)db_add(f->db, STMT_SCHEMA_VERSION, NULL);
	db_add_commit(f->db);
	terminate(f, "app_staff");
	assert_fine(db_sync(f->db, f->arena));
	assert_int_equal(rows_count(db_result(f->db, 1)), 1);
}

/* The death comes while the first statement waits for a lock. */
static void
a_first_batch_that_was_under_way_is_sent_again(void **state)
{
	struct fixture *f = *state;
	char command[160];
	PGresult *res;

	tell(f->super, "SELECT pg_advisory_lock(" MIGRATE_LOCK ")");
	assert_fine(db_begin(f->owner, f->arena, NULL, false));
	(void)db_add(f->owner, STMT_MIGRATION_LOCK, NULL);
	(void)snprintf(command, sizeof(command),
	    "SELECT pg_sleep(0.3), pg_terminate_backend(%d),"
	    " pg_advisory_unlock(" MIGRATE_LOCK ")",
	    (int)backend_of(f, "fairlot_owner"));
	assert_true(PQsendQuery(f->super, command));
	assert_fine(db_sync(f->owner, f->arena));
	assert_fine(db_commit(f->owner, f->arena));
	while ((res = PQgetResult(f->super)) != NULL)
		PQclear(res);
}

static void
a_transaction_lost_half_way_is_unavailable_and_not_begun_again(void **state)
{
	struct fixture *f = *state;

	assert_fine(db_begin(f->owner, f->arena, NULL, false));
	assert_fine(
	    db_exec(f->owner, f->arena, STMT_MIGRATION_INSERT, a_write, NULL));
	terminate(f, "fairlot_owner");
	assert_kind(db_exec(f->owner, f->arena, STMT_MIGRATION_LIST, NULL,
			NULL),
	    ERR_UNAVAILABLE);
	/* Nothing of it may now be done outside a transaction. */
	assert_fine(db_connect(f->owner, f->arena));
	assert_kind(db_exec(f->owner, f->arena, STMT_MIGRATION_INSERT, a_write,
			NULL),
	    ERR_UNAVAILABLE);
	assert_kind(db_commit(f->owner, f->arena), ERR_UNAVAILABLE);
	assert_false(is_recorded(f));
	db_settle(f->owner);
	assert_fine(
	    db_exec(f->owner, f->arena, STMT_MIGRATION_LIST, NULL, NULL));
}

static void
a_restart_of_postgresql_costs_no_request(void **state)
{
	struct fixture *f = *state;
	/* NOLINTNEXTLINE(concurrency-mt-unsafe) */
	char *argv[] = { getenv("FAIRLOT_RESTART"), NULL };
	int status = 1;
	pid_t child;

	if (!argv[0]) {
		fail_msg("%s", "to be run by with_cluster.sh");
		return;
	}
	assert_fine(db_connect(f->db, f->arena));
	assert_int_equal(posix_spawn(&child, argv[0], NULL, NULL, argv,
			     environ),
	    0);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_fine(db_begin(f->db, f->arena, SID, true));
	assert_fine(db_sync(f->db, f->arena));
	db_settle(f->db);
}

static void
a_server_that_is_not_there_is_unavailable(void **state)
{
	struct fixture *f = *state;
	struct db *db = db_new("host=/nowhere user=app_staff", DB_STAFF);
	struct err *e = db_connect(db, f->arena);

	assert_kind(e, ERR_UNAVAILABLE);
	assert_true(e->retry_after > 0);
	assert_null(strstr(e->detail, "nowhere"));
	assert_non_null(strstr(e->log, "nowhere"));
	db_free(db);
}

static void
a_server_that_does_not_answer_is_given_up(void **state)
{
	struct fixture *f = *state;
	pid_t backend;
	struct err *e;

	assert_fine(db_begin(f->db, f->arena, SID, false));
	assert_fine(db_sync(f->db, f->arena));
	backend = backend_of(f, "app_staff");
	if (kill(backend, SIGSTOP) != 0)
		skip(); /* neither root nor the owner of the cluster */
	e = db_exec(f->db, f->arena, STMT_SCHEMA_VERSION, NULL, NULL);
	assert_int_equal(kill(backend, SIGCONT), 0);
	assert_kind(e, ERR_UNAVAILABLE);
	db_settle(f->db);
	assert_fine(db_exec(f->db, f->arena, STMT_SCHEMA_VERSION, NULL, NULL));
}

/* ------------------------------------------------- a migration meanwhile */

static void
statements_are_prepared_again_after_a_migration(void **state)
{
	struct fixture *f = *state;

	assert_fine(db_connect(f->db, f->arena));
	tell(f->super,
	    "DROP FUNCTION schema_version();"
	    "CREATE FUNCTION schema_version() RETURNS int LANGUAGE sql"
	    " AS 'SELECT 9'");
	assert_fine(db_begin(f->db, f->arena, SID, true));
	(void)db_add(f->db, STMT_SCHEMA_VERSION, NULL);
	db_add_commit(f->db);
	assert_fine(db_sync(f->db, f->arena));
	assert_int_equal(rows_int(db_result(f->db, 1), 0, 0), 9);
}

static void
a_migration_in_the_middle_of_a_transaction_lets_it_run_again(void **state)
{
	struct fixture *f = *state;
	struct err *e;

	assert_fine(db_begin(f->owner, f->arena, NULL, false));
	assert_fine(
	    db_exec(f->owner, f->arena, STMT_MIGRATION_TABLE, NULL, NULL));
	tell(f->super, "ALTER TABLE schema_migration ALTER version TYPE int");
	e = db_exec(f->owner, f->arena, STMT_MIGRATION_LIST, NULL, NULL);
	assert_kind(e, ERR_UNAVAILABLE);
	assert_true(db_may_retry(e));
	db_settle(f->owner);
	assert_fine(db_begin(f->owner, f->arena, NULL, false));
	assert_fine(
	    db_exec(f->owner, f->arena, STMT_MIGRATION_LIST, NULL, NULL));
	assert_fine(db_commit(f->owner, f->arena));
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(a_read_is_one_round_trip),
		T(results_are_known_by_the_order_in_which_they_were_queued),
		T(a_read_only_transaction_cannot_write),
		T(the_first_failure_is_the_one_told_and_nothing_after_it_has_rows),
		T(a_commit_is_kept),
		T(the_commit_of_a_failed_transaction_is_an_error),
		T(what_is_not_committed_is_gone_and_the_connection_stays),
		T(settling_after_a_failure_keeps_the_connection),
		T(a_commit_that_no_standby_confirmed_is_of_unknown_outcome),
		T(a_commit_under_way_when_the_server_went_is_of_unknown_outcome),
		T(commits_that_wait_in_vain_are_given_up_and_no_more_of_them_begun),
		T(a_migration_does_not_wait_long_for_a_table),
		T(a_server_that_cannot_be_written_to_is_not_ours),
		T(a_commit_never_sent_is_known_to_have_failed),
		T(a_request_does_not_notice_that_its_connection_had_died),
		T(the_first_batch_is_sent_again_over_a_new_connection),
		T(a_first_batch_that_was_under_way_is_sent_again),
		T(a_transaction_lost_half_way_is_unavailable_and_not_begun_again),
		T(a_restart_of_postgresql_costs_no_request),
		T(a_server_that_is_not_there_is_unavailable),
		T(a_server_that_does_not_answer_is_given_up),
		T(statements_are_prepared_again_after_a_migration),
		T(a_migration_in_the_middle_of_a_transaction_lets_it_run_again),
	};

	return cmocka_run_group_tests(tests, setup_all, teardown_all);
}
