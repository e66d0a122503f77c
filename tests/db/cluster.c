/*
 * cluster.c - see cluster.h. SPDX-License-Identifier: Apache-2.0
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

PGconn *
super(const char *dbname)
{
	char conninfo[128];
	PGconn *conn;

	(void)snprintf(conninfo, sizeof(conninfo), "user=postgres dbname=%s",
	    dbname ? dbname : "fairlot");
	conn = PQconnectdb(conninfo);
	if (PQstatus(conn) != CONNECTION_OK)
		fail_msg("%s", PQerrorMessage(conn));
	return conn;
}

char *
ask(PGconn *conn, const char *sql)
{
	PGresult *res = PQexec(conn, sql);
	char *value = NULL;

	if (PQresultStatus(res) != PGRES_TUPLES_OK &&
	    PQresultStatus(res) != PGRES_COMMAND_OK)
		fail_msg("%s: %s", sql, PQerrorMessage(conn));
	if (PQntuples(res) > 0 && !PQgetisnull(res, 0, 0))
		value = strdup(PQgetvalue(res, 0, 0));
	PQclear(res);
	return value;
}

void
tell(PGconn *conn, const char *sql)
{
	free(ask(conn, sql));
}

void
fresh_database(const char *dbname)
{
	PGconn *conn = super("postgres");
	char sql[128];

	(void)snprintf(sql, sizeof(sql),
	    "DROP DATABASE IF EXISTS %s WITH (FORCE)", dbname);
	tell(conn, sql);
	(void)snprintf(sql, sizeof(sql),
	    "CREATE DATABASE %s OWNER fairlot_owner TEMPLATE template0",
	    dbname);
	tell(conn, sql);
	PQfinish(conn);
}

void
migrate_all(const char *dbname)
{
	const struct migration_set set = { migrations, migrations_count };
	struct arena *a = arena_new(1 << 24);
	char conninfo[128];
	struct db *db;

	(void)snprintf(conninfo, sizeof(conninfo),
	    "user=fairlot_owner dbname=%s", dbname ? dbname : "fairlot");
	db = db_new(conninfo, DB_PLAIN);
	assert_fine(migrate(db, a, &set, NULL, NULL));
	db_free(db);
	arena_free(a);
}

void
assert_fine(const struct err *e)
{
	if (e)
		fail_msg("%s (%s)", e->detail, e->log ? e->log : "");
}
