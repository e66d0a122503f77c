/*
 * copy.c - brings a great many rows into the database at once.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "db/copy.h"

#include <libpq-fe.h>
#include <string.h>

#include "db/db.h"
#include "db/rows.h"

struct copy {
	PGconn *conn;
};

/* The server's own words, without the line end: whoever runs an import runs
 * the database as well. */
static struct err *
failed(struct copy *c, struct arena *a)
{
	const char *said = PQerrorMessage(c->conn);

	return err_new(a, ERR_UNAVAILABLE, "%.*s", (int)strcspn(said, "\n"),
	    said);
}

/* Runs a text and expects the server to answer like this. */
static struct err *
run(struct copy *c, struct arena *a, const char *text, ExecStatusType wanted)
{
	PGresult *result = PQexec(c->conn, text);
	bool good = PQresultStatus(result) == wanted;

	PQclear(result);
	return good ? NULL : failed(c, a);
}

static void
hang_up(void *arg)
{
	struct copy *c = arg;

	PQfinish(c->conn);
}

/* The server has sensible words for everything, so its notices add nothing. */
static void
ignore_notice(void *arg, const PGresult *result)
{
	(void)arg;
	(void)result;
}

struct err *
copy_start(struct arena *a, const char *conninfo, enum stmt stage,
    enum stmt into, struct copy **out)
{
	struct copy *c = arena_zalloc(a, sizeof(*c));
	struct err *e;

	c->conn = PQconnectdb(conninfo);
	arena_defer(a, hang_up, c);
	if (PQstatus(c->conn) != CONNECTION_OK)
		return failed(c, a);
	PQsetNoticeReceiver(c->conn, ignore_notice, NULL);
	e = run(c, a, stmts[STMT_BEGIN].text, PGRES_COMMAND_OK);
	if (e)
		return e;
	e = run(c, a, stmts[stage].text, PGRES_COMMAND_OK);
	if (e)
		return e;
	e = run(c, a, stmts[into].text, PGRES_COPY_IN);
	if (e)
		return e;
	*out = c;
	return NULL;
}

struct err *
copy_send(struct copy *c, struct arena *a, const char *text, size_t length)
{
	if (PQputCopyData(c->conn, text, (int)length) != 1)
		return failed(c, a);
	return NULL;
}

/* The answer to the COPY itself, after which nothing more is to be read. */
static struct err *
copied(struct copy *c, struct arena *a)
{
	struct err *e = NULL;
	PGresult *result;

	while ((result = PQgetResult(c->conn)) != NULL) {
		if (PQresultStatus(result) != PGRES_COMMAND_OK && !e)
			e = failed(c, a);
		PQclear(result);
	}
	return e;
}

/* Ends the COPY, so that what it brought is there. */
static struct err *
end_copy(struct copy *c, struct arena *a)
{
	if (PQputCopyEnd(c->conn, NULL) != 1)
		return failed(c, a);
	return copied(c, a);
}

static struct err *
commit(struct copy *c, struct arena *a)
{
	PGresult *result = PQexec(c->conn, stmts[STMT_COMMIT].text);
	/* A COMMIT of what has failed is answered politely, with ROLLBACK. */
	bool done = PQresultStatus(result) == PGRES_COMMAND_OK &&
		    strcmp(PQcmdStatus(result), "COMMIT") == 0;

	PQclear(result);
	return done ? NULL : failed(c, a);
}

struct err *
copy_finish(struct copy *c, struct arena *a, enum stmt merge)
{
	struct err *e = end_copy(c, a);

	if (!e)
		e = run(c, a, stmts[merge].text, PGRES_COMMAND_OK);
	return e ? e : commit(c, a);
}

static void
clear(void *result)
{
	PQclear(result);
}

struct err *
copy_finish_with(struct copy *c, struct arena *a, enum stmt merge,
    const char *const *params, bool keep, const struct rows **rows)
{
	const struct stmt_text *t = &stmts[merge];
	struct rows *answer = arena_zalloc(a, sizeof(*answer));
	struct err *e = end_copy(c, a);

	if (e)
		return e;
	answer->res = PQexecParams(c->conn, t->text, t->params, t->types,
	    params, NULL, NULL, 0);
	arena_defer(a, clear, answer->res);
	if (PQresultStatus(answer->res) != PGRES_TUPLES_OK)
		return failed(c, a);
	/* Without a COMMIT, hanging up takes it all back. */
	e = keep ? commit(c, a) : NULL;
	if (!e)
		*rows = answer;
	return e;
}
