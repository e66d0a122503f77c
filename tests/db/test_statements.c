/*
 * Every statement is what its comment says: each is prepared against the
 * migrated schema by each role that has it, and its parameters and columns
 * are compared with the comment. SPDX-License-Identifier: Apache-2.0
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

static const struct {
	enum db_role role;
	const char *user;
} roles[] = {
	{ DB_STAFF, "app_staff" },
	{ DB_PUBLIC, "app_public" },
	{ DB_OWNER, "fairlot_owner" },
	{ DB_KEEPER, "keeper" },
	{ DB_JOBS, "app_jobs" },
	{ DB_WEBHOOKS, "app_webhooks" },
	{ DB_REGISTERS, "app_registers" },
	{ DB_DOCUMENTS, "app_documents" },
};

static Oid
type_named(PGconn *conn, const char *name)
{
	PGresult *res;
	Oid oid = 0;

	res = PQexecParams(conn, "SELECT to_regtype($1)::oid", 1, NULL, &name,
	    NULL, NULL, 0);
	if (PQntuples(res) == 1)
		oid = (Oid)strtoul(PQgetvalue(res, 0, 0), NULL, 10);
	PQclear(res);
	return oid;
}

/* The number of parameters that are not as the comment says. */
static int
wrong_params(PGconn *conn, const struct stmt_text *t, const PGresult *res)
{
	int wrong = 0;

	if (PQnparams(res) != t->params) {
		print_error("%s: %d parameters, its comment says %d\n", t->name,
		    PQnparams(res), t->params);
		return 1;
	}
	for (int i = 0; i < t->params; i++) {
		if (PQparamtype(res, i) == type_named(conn, t->binds[i].type))
			continue;
		print_error("%s: $%d is no %s but of type %u\n", t->name, i + 1,
		    t->binds[i].type, PQparamtype(res, i));
		wrong++;
	}
	return wrong;
}

/* The "returns" of the comment; malloc()ed, NULL if it has none. */
static char *
returns(const struct stmt_text *t)
{
	const char *start = strstr(t->text, "-- returns ");
	const char *end = start;

	while (end && strncmp(end, "--", 2) == 0)
		end += strcspn(end, "\n") + 1;
	return start ? strndup(start, (size_t)(end - start)) : NULL;
}

/* The number of columns that the comment does not tell of. */
static int
wrong_columns(const struct stmt_text *t, const PGresult *res)
{
	char *said = returns(t);
	int wrong = 0;

	for (int i = 0; said && i < PQnfields(res); i++) {
		char word[80];

		(void)snprintf(word, sizeof(word), " %s ", PQfname(res, i));
		if (strstr(said, word))
			continue;
		print_error("%s: its comment does not tell of column%s\n",
		    t->name, word);
		wrong++;
	}
	free(said);
	return wrong;
}

static int
wrong_in(PGconn *conn, const struct stmt_text *t)
{
	PGresult *res = PQprepare(conn, t->name, t->text, t->params, t->types);
	int wrong = 1;

	if (PQresultStatus(res) != PGRES_COMMAND_OK) {
		print_error("%s: %s", t->name, PQerrorMessage(conn));
	} else {
		PQclear(res);
		res = PQdescribePrepared(conn, t->name);
		wrong = wrong_params(conn, t, res) + wrong_columns(t, res);
	}
	PQclear(res);
	return wrong;
}

static void
every_statement_is_what_its_comment_says(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t r = 0; r < ARRAY_LEN(roles); r++) {
		char conninfo[64];
		PGconn *conn;

		(void)snprintf(conninfo, sizeof(conninfo),
		    "user=%s dbname=fairlot", roles[r].user);
		conn = PQconnectdb(conninfo);
		assert_int_equal(PQstatus(conn), CONNECTION_OK);
		for (size_t s = 0; s < STMT__MAX; s++)
			if (stmts[s].roles & roles[r].role)
				wrong += wrong_in(conn, &stmts[s]);
		PQfinish(conn);
	}
	assert_int_equal(wrong, 0);
}

/* What a worker does when it starts. */
static void
each_role_can_open_its_connection(void **state)
{
	struct arena *a = arena_new(1 << 20);

	(void)state;
	for (size_t r = 0; r < ARRAY_LEN(roles); r++) {
		char conninfo[64];
		struct db *db;

		(void)snprintf(conninfo, sizeof(conninfo),
		    "user=%s dbname=fairlot", roles[r].user);
		db = db_new(conninfo, roles[r].role);
		assert_fine(db_connect(db, a));
		db_free(db);
	}
	arena_free(a);
}

static int
setup(void **state)
{
	(void)state;
	migrate_all(NULL);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_statement_is_what_its_comment_says),
		cmocka_unit_test(each_role_can_open_its_connection),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
