/*
 * What a refusal of PostgreSQL tells a client, and what it does not.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/db/cluster.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/err.h"

struct fixture {
	struct arena *arena;
	PGconn *conn;
};

static int
setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->arena = arena_new(1 << 20);
	f->conn = super(NULL);
	*state = f;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	PQfinish(f->conn);
	arena_free(f->arena);
	free(f);
	return 0;
}

/* The error that sql, which must fail, becomes. */
static struct err *
refused(struct fixture *f, const char *sql)
{
	PGresult *res = PQexec(f->conn, sql);
	struct err *e;

	assert_int_equal(PQresultStatus(res), PGRES_FATAL_ERROR);
	e = db_err(f->arena, res, "stmt");
	PQclear(res);
	return e;
}

/* What a function of ours raises. */
static struct err *
raised(struct fixture *f, const char *how)
{
	char sql[512];

	(void)snprintf(sql, sizeof(sql),
	    "DO $$ BEGIN RAISE EXCEPTION %s; END $$", how);
	return refused(f, sql);
}

static void
each_sqlstate_has_its_kind(void **state)
{
	static const struct {
		const char *state;
		enum err_kind kind;
	} cases[] = {
		{ "23505", ERR_CONFLICT },
		{ "23P01", ERR_CONFLICT },
		{ "23503", ERR_INVALID },
		{ "23502", ERR_INVALID },
		{ "23514", ERR_INVALID },
		{ "22001", ERR_INVALID },
		{ "22P02", ERR_INVALID },
		{ "42501", ERR_FORBIDDEN },
		{ "40001", ERR_UNAVAILABLE },
		{ "40P01", ERR_UNAVAILABLE },
		{ "57014", ERR_UNAVAILABLE },
		{ "55P03", ERR_UNAVAILABLE },
		{ "53100", ERR_UNAVAILABLE },
		{ "53300", ERR_UNAVAILABLE },
		{ "25006", ERR_UNAVAILABLE },
		{ "08006", ERR_UNAVAILABLE },
		{ "57P01", ERR_UNAVAILABLE },
		{ "57P03", ERR_UNAVAILABLE },
		{ "42P01", ERR_INTERNAL },
		{ "0A000", ERR_INTERNAL },
		{ "XX000", ERR_INTERNAL },
		{ "P0001", ERR_INTERNAL },
		{ "FL401", ERR_UNAUTHENTICATED },
		{ "FL403", ERR_FORBIDDEN },
		{ "FL404", ERR_NOT_FOUND },
		{ "FL409", ERR_CONFLICT },
		{ "FL422", ERR_INVALID },
		{ "FL999", ERR_INTERNAL },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char how[64];
		struct err *e;

		(void)snprintf(how, sizeof(how),
		    "'secret' USING ERRCODE = '%s'", cases[i].state);
		e = raised(*state, how);
		assert_kind(e, cases[i].kind);
		assert_string_equal(e->sqlstate, cases[i].state);
		if (strncmp(cases[i].state, "FL", 2) != 0)
			assert_null(strstr(e->detail, "secret"));
	}
}

static void
only_what_may_succeed_next_time_is_run_again(void **state)
{
	assert_true(db_may_retry(raised(*state, "'' USING ERRCODE = '40001'")));
	assert_true(db_may_retry(raised(*state, "'' USING ERRCODE = '40P01'")));
	assert_false(
	    db_may_retry(raised(*state, "'' USING ERRCODE = '57014'")));
	assert_false(
	    db_may_retry(raised(*state, "'' USING ERRCODE = '0A000'")));
	assert_false(
	    db_may_retry(raised(*state, "'' USING ERRCODE = '23505'")));
	assert_false(db_may_retry(NULL));
}

static void
our_functions_name_the_problem_and_speak_in_sentences(void **state)
{
	struct err *e = raised(*state,
	    "'the deadline passed at noon'"
	    " USING ERRCODE = 'FL000', HINT = 'deadline-passed'");

	assert_kind(e, ERR_DEADLINE_PASSED);
	assert_string_equal(e->detail, "The deadline passed at noon.");
	assert_null(e->pointer);
}

static void
a_slug_that_nobody_knows_is_our_mistake(void **state)
{
	struct err *e = raised(*state,
	    "'secret' USING ERRCODE = 'FL000', HINT = 'no-such-slug'");

	assert_kind(e, ERR_INTERNAL);
	assert_null(strstr(e->detail, "secret"));
	assert_non_null(strstr(e->log, "secret"));
}

static void
our_functions_point_at_the_bad_value(void **state)
{
	static const char *const ways[] = {
		"'Too many.' USING ERRCODE = 'FL422', CONSTRAINT = 'places'",
		"'Too many.' USING ERRCODE = 'FL422', CONSTRAINT = '#/places'",
		"'Too many.' USING ERRCODE = 'FL422', DETAIL = '#/places'",
	};

	for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
		struct err *e = raised(*state, ways[i]);

		assert_string_equal(e->pointer, "#/places");
		assert_string_equal(e->detail, "Too many.");
	}
}

static void
a_constraint_we_know_has_its_own_sentence(void **state)
{
	for (size_t i = 0; i < constraints_count; i++) {
		const struct constraint *c = &constraints[i];
		char how[160];
		struct err *e;

		(void)snprintf(how, sizeof(how),
		    "'x' USING ERRCODE = '23505', CONSTRAINT = '%s'", c->name);
		e = raised(*state, how);
		assert_kind(e, c->kind);
		assert_string_equal(e->detail, c->sentence);
		assert_ptr_equal(e->pointer, c->pointer);
	}
}

/* A constraint renamed by a migration would lose its sentence in silence. */
static void
every_constraint_we_speak_of_exists(void **state)
{
	struct fixture *f = *state;
	int missing = 0;

	for (size_t i = 0; i < constraints_count; i++) {
		char sql[320];
		char *found;

		(void)snprintf(sql, sizeof(sql),
		    "SELECT 1 FROM pg_constraint WHERE conname = '%s' UNION ALL"
		    " SELECT 1 FROM pg_index JOIN pg_class c ON c.oid = indexrelid"
		    " WHERE indisunique AND relname = '%s'",
		    constraints[i].name, constraints[i].name);
		found = ask(f->conn, sql);
		if (!found)
			print_error("no constraint %s\n", constraints[i].name);
		missing += !found;
		free(found);
	}
	assert_int_equal(missing, 0);
}

static void
a_value_about_a_person_reaches_neither_the_client_nor_the_log(void **state)
{
	static const char *const ways[] = {
		"SELECT 'ada@example.org'::uuid",
		"CREATE TEMP TABLE t (email text CONSTRAINT t_u UNIQUE);"
		"INSERT INTO t VALUES ('ada@example.org'), ('ada@example.org')",
	};

	for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
		struct err *e = refused(*state, ways[i]);

		assert_null(strstr(e->detail, "ada"));
		assert_null(strstr(e->log, "ada"));
	}
}

static void
the_log_tells_the_statement_and_the_cause(void **state)
{
	struct err *e = refused(*state, "SELECT nonsense");

	assert_kind(e, ERR_INTERNAL);
	assert_null(strstr(e->detail, "nonsense"));
	assert_non_null(strstr(e->log, "stmt: 42703"));
	assert_non_null(strstr(e->log, "nonsense"));
}

static int
setup_all(void **state)
{
	(void)state;
	migrate_all(NULL);
	return 0;
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(each_sqlstate_has_its_kind),
		T(only_what_may_succeed_next_time_is_run_again),
		T(our_functions_name_the_problem_and_speak_in_sentences),
		T(a_slug_that_nobody_knows_is_our_mistake),
		T(our_functions_point_at_the_bad_value),
		T(a_constraint_we_know_has_its_own_sentence),
		T(every_constraint_we_speak_of_exists),
		T(a_value_about_a_person_reaches_neither_the_client_nor_the_log),
		T(the_log_tells_the_statement_and_the_cause),
	};

	return cmocka_run_group_tests(tests, setup_all, NULL);
}
