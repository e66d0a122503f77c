/*
 * db.c - the queue, the one round trip, and what a lost connection means; see
 * db.h. SPDX-License-Identifier: Apache-2.0
 *
 * Statements wait in our own queue until db_sync() and not in libpq's, so
 * that they can be sent a second time over a new connection.
 */
#include "db/db.h"

#include <libpq-fe.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "db/err.h"
#include "db/rows.h"

/* A statement may take 5 seconds by itself (see db/roles.sql), but not even the
 * server ends a COMMIT that waits for a standby: we stop waiting. */
enum { ANSWER_MS = 8000 };

/* A connection that took longer to die has a host that went without a word,
 * and to look for another may take as long again: the client asks anew. */
enum { RESEND_MS = 1000 };

/* Until conninfo says otherwise. A host that has gone without a word is
 * noticed in 4 seconds when we write to it, in 11 when we only listen, and
 * costs 2 seconds of each new connection; together less than the 10 that a
 * worker may be held. A standby is no use to us: it may be behind, and what
 * is decided is decided on the primary. Each statement is planned once in a
 * connection: with its policies that takes longer than to run it. */
static const char *const defaults[][2] = {
	{ "connect_timeout", "2" },
	{ "tcp_user_timeout", "4000" },
	{ "keepalives_idle", "5" },
	{ "keepalives_interval", "2" },
	{ "keepalives_count", "3" },
	{ "target_session_attrs", "read-write" },
	{ "fallback_application_name", "fairlot" },
	{ "options", "-c plan_cache_mode=force_generic_plan" },
};

struct queued {
	enum stmt stmt;
	const char *params[STMT_PARAMS_MAX];
};

struct db {
	char *conninfo;
	enum db_role role;
	PGconn *conn;
	FILE *trace; /* of the protocol, for a test; usually NULL */
	bool begun;  /* BEGIN was answered by an earlier db_sync() */
	bool read_only;
	bool warned;      /* a WARNING came since this was last cleared */
	bool dismissed;   /* the server said farewell */
	bool unusable;    /* close at the next db_settle() */
	bool over;        /* the transaction was lost: nothing until settled */
	bool doubt;       /* a COMMIT of ours waited in vain */
	int64_t deadline; /* of the answers being read, in milliseconds */
	size_t queue_len;
	struct queued queue[DB_QUEUE_MAX];
	size_t results_len;
	const struct rows *results[DB_QUEUE_MAX];
};

/* What became of one attempt to send and to read. */
enum fate {
	FATE_ANSWERED, /* with success or an error */
	FATE_STALE,    /* refused: prepared before a migration */
	FATE_UNSENT,   /* the connection was dead before we used it */
	FATE_LOST,     /* it died under way */
	FATE_TIMEOUT,  /* no answer in time; the connection is closed */
};

static _Noreturn void
die(const char *why, const char *what)
{
	fprintf(stderr, "db: %s (%s)\n", why, what);
	abort();
}

static int64_t
now_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void
on_notice(void *arg, const PGresult *res)
{
	struct db *db = arg;
	const char *s = PQresultErrorField(res, PG_DIAG_SEVERITY_NONLOCALIZED);

	if (s && strcmp(s, "WARNING") == 0)
		db->warned = true;
	if (s && strcmp(s, "FATAL") == 0)
		db->dismissed = true;
}

struct db *
db_new(const char *conninfo, enum db_role role)
{
	struct db *db = calloc(1, sizeof(*db));

	if (!db)
		die("out of memory", "db_new");
	db->conninfo = strdup(conninfo);
	if (!db->conninfo)
		die("out of memory", "db_new");
	db->role = role;
	return db;
}

static void
disconnect(struct db *db)
{
	PQfinish(db->conn); /* NULL is fine */
	db->conn = NULL;
	db->begun = false;
	db->dismissed = false;
	db->unusable = false;
	if (db->trace)
		(void)fclose(db->trace);
	db->trace = NULL;
}

void
db_free(struct db *db)
{
	if (!db)
		return;
	disconnect(db);
	free(db->conninfo);
	free(db);
}

/* FAIRLOT_PQTRACE=<file>: every message of the protocol is appended to it. A
 * test counts the Syncs there; it is never set in service. */
static void
start_trace(struct db *db)
{
	/* There are no threads. NOLINTNEXTLINE(concurrency-mt-unsafe) */
	const char *path = getenv("FAIRLOT_PQTRACE");

	if (!path || !path[0])
		return;
	db->trace = fopen(path, "a");
	if (!db->trace)
		return;
	(void)setvbuf(db->trace, NULL, _IOLBF, 0);
	PQtrace(db->conn, db->trace);
	PQsetTraceFlags(db->conn, PQTRACE_SUPPRESS_TIMESTAMPS);
}

/* Until there is something to read or the deadline has passed. No deadline
 * for the owner, whose migrations may be long. */
static bool
wait_readable(struct db *db)
{
	struct pollfd fd = { .fd = PQsocket(db->conn), .events = POLLIN };
	const bool patient = db->role == DB_PLAIN || db->role == DB_OWNER;

	for (;;) {
		int64_t left = patient ? 1000 : db->deadline - now_ms();

		if (left <= 0)
			return false;
		if (poll(&fd, 1, (int)left) > 0)
			return true;
	}
}

/* The next result, as PQgetResult(); *late if it did not come in time. */
static PGresult *
next_result(struct db *db, bool *late)
{
	while (PQisBusy(db->conn)) {
		if (!wait_readable(db)) {
			*late = true;
			return NULL;
		}
		if (!PQconsumeInput(db->conn))
			break; /* PQgetResult() tells the rest */
	}
	return PQgetResult(db->conn);
}

/* Reads to the end of what was sent. True if the Sync was answered. */
static bool
read_sync(struct db *db)
{
	bool late = false;

	for (int nothing = 0; nothing < 2;) {
		PGresult *res = next_result(db, &late);
		ExecStatusType status = PQresultStatus(res);

		PQclear(res);
		if (status == PGRES_PIPELINE_SYNC)
			return true;
		if (late || PQstatus(db->conn) != CONNECTION_OK)
			return false;
		nothing = res ? 0 : nothing + 1;
	}
	return false;
}

static bool
send_prepares(struct db *db)
{
	for (size_t i = 0; i < STMT__MAX; i++)
		if ((stmts[i].roles & db->role) &&
		    !PQsendPrepare(db->conn, stmts[i].name, stmts[i].text,
			stmts[i].params, stmts[i].types))
			return false;
	return PQpipelineSync(db->conn);
}

/* Whatever the reason, without its statements the service cannot work. */
static struct err *
read_prepare(struct db *db, struct arena *a, const struct stmt_text *t)
{
	bool late = false;
	PGresult *res = next_result(db, &late);
	struct err *e = NULL;

	if (PQresultStatus(res) == PGRES_COMMAND_OK) {
		PQclear(PQgetResult(db->conn)); /* the NULL that ends it */
	} else {
		e = res ? db_err(a, res, t->name)
			: db_err_lost(a, "no answer", false);
		e->kind = ERR_UNAVAILABLE;
		e->detail = "The service is not ready.";
	}
	PQclear(res);
	return e;
}

/* All statements of the role in one round trip. */
static struct err *
prepare_all(struct db *db, struct arena *a)
{
	if (!send_prepares(db))
		return db_err_lost(a, PQerrorMessage(db->conn), false);
	for (size_t i = 0; i < STMT__MAX; i++) {
		struct err *e;

		if (!(stmts[i].roles & db->role))
			continue;
		e = read_prepare(db, a, &stmts[i]);
		if (e)
			return e;
	}
	if (!read_sync(db))
		return db_err_lost(a, PQerrorMessage(db->conn), false);
	return NULL;
}

/* What stands before conninfo it may overrule. */
static PGconn *
open_conn(const char *conninfo)
{
	const char *names[ARRAY_LEN(defaults) + 3] = { NULL };
	const char *values[ARRAY_LEN(defaults) + 3] = { NULL };
	size_t n = 0;

	for (; n < ARRAY_LEN(defaults); n++) {
		names[n] = defaults[n][0];
		values[n] = defaults[n][1];
	}
	names[n] = "dbname";
	values[n++] = conninfo;
	names[n] = "client_encoding";
	values[n] = "UTF8";
	return PQconnectdbParams(names, values, 1);
}

struct err *
db_connect(struct db *db, struct arena *a)
{
	struct err *e;

	if (db->conn && PQstatus(db->conn) == CONNECTION_OK)
		return NULL;
	disconnect(db);
	db->conn = open_conn(db->conninfo);
	if (PQstatus(db->conn) != CONNECTION_OK) {
		e = db_err_lost(a, PQerrorMessage(db->conn), false);
		disconnect(db);
		return e;
	}
	(void)PQsetNoticeReceiver(db->conn, on_notice, db);
	start_trace(db);
	db->deadline = now_ms() + ANSWER_MS;
	e = PQenterPipelineMode(db->conn)
		? prepare_all(db, a)
		: db_err_lost(a, PQerrorMessage(db->conn), false);
	if (e)
		disconnect(db);
	return e;
}

static bool
is_begin(enum stmt stmt)
{
	return stmt == STMT_BEGIN || stmt == STMT_BEGIN_READ_ONLY;
}

static bool
has_rows(enum stmt stmt)
{
	return !is_begin(stmt) && stmt != STMT_COMMIT;
}

size_t
db_add(struct db *db, enum stmt stmt, const char *const *params)
{
	const struct stmt_text *t = &stmts[stmt];
	struct queued *q;
	size_t index = 0;

	if (db->role != DB_PLAIN && !(t->roles & db->role))
		die("not for the role of this connection", t->name);
	if (t->params > 0 && !params)
		die("parameters are missing", t->name);
	if (db->queue_len == DB_QUEUE_MAX)
		die("too many statements before a db_sync()", t->name);
	for (size_t i = 0; i < db->queue_len; i++)
		index += has_rows(db->queue[i].stmt);
	q = &db->queue[db->queue_len++];
	q->stmt = stmt;
	for (int i = 0; i < t->params; i++)
		q->params[i] = params[i];
	return index;
}

struct err *
db_begin(struct db *db, struct arena *a, const char *sid, bool read_only)
{
	struct err *e;

	db_settle(db);
	e = db_connect(db, a);
	if (e)
		return e;
	db->read_only = read_only;
	(void)db_add(db, read_only ? STMT_BEGIN_READ_ONLY : STMT_BEGIN, NULL);
	if (sid)
		(void)db_add(db, STMT_ENTER, &sid);
	return NULL;
}

void
db_add_commit(struct db *db)
{
	(void)db_add(db, STMT_COMMIT, NULL);
}

static bool
queue_has_commit(const struct db *db)
{
	return db->queue_len > 0 &&
	       db->queue[db->queue_len - 1].stmt == STMT_COMMIT;
}

static bool
queue_has_begin(const struct db *db)
{
	return db->queue_len > 0 && is_begin(db->queue[0].stmt);
}

/* False if the server has hung up, or said that it will, which nobody is told
 * before asking. Costs one poll() when there is nothing to hear. */
static bool
is_alive(struct db *db)
{
	struct pollfd fd = { .events = POLLIN };

	if (!db->conn || PQstatus(db->conn) != CONNECTION_OK)
		return false;
	fd.fd = PQsocket(db->conn);
	while (poll(&fd, 1, 0) > 0) {
		if (!PQconsumeInput(db->conn))
			return false;
		PQfreemem(PQnotifies(db->conn)); /* hears notices */
		if (db->dismissed)
			return false;
	}
	return true;
}

static bool
send_one(struct db *db, const struct queued *q)
{
	const struct stmt_text *t = &stmts[q->stmt];

	if (db->role == DB_PLAIN)
		return PQsendQueryParams(db->conn, t->text, t->params, t->types,
		    q->params, NULL, NULL, 0);
	return PQsendQueryPrepared(db->conn, t->name, t->params, q->params,
	    NULL, NULL, 0);
}

static bool
send_all(struct db *db)
{
	for (size_t i = 0; i < db->queue_len; i++)
		if (!send_one(db, &db->queue[i]))
			return false;
	return PQpipelineSync(db->conn);
}

static void
clear_result(void *res)
{
	PQclear(res);
}

static void
keep_rows(struct db *db, struct arena *a, enum stmt stmt, PGresult *res)
{
	struct rows *r;

	if (!has_rows(stmt))
		return;
	r = arena_zalloc(a, sizeof(*r));
	r->res = res;
	db->results[db->results_len++] = r;
}

/* The server answers COMMIT to a transaction that failed with success and the
 * word ROLLBACK, and to one whose standby did not confirm it with success and
 * a warning. Only a plain COMMIT is one. */
static struct err *
check_commit(struct db *db, struct arena *a, PGresult *res)
{
	struct err *e;

	if (strcmp(PQcmdStatus(res), "COMMIT") != 0) {
		e = err_new(a, ERR_INTERNAL, "%s",
		    "Something went wrong on our side. It has been noted.");
		e->log = "commit: the transaction had failed before";
		return e;
	}
	if (db->warned && !db->read_only)
		return db_err_lost(a, "commit with a warning", true);
	return NULL;
}

/* One answer; *e if it is a refusal. */
static enum fate
read_one(struct db *db, struct arena *a, enum stmt stmt, struct err **e)
{
	bool late = false;
	PGresult *res;

	db->warned = false;
	res = next_result(db, &late);
	if (late)
		return FATE_TIMEOUT;
	if (!res)
		return FATE_LOST;
	arena_defer(a, clear_result, res);
	switch ((int)PQresultStatus(res)) {
	case PGRES_COMMAND_OK:
	case PGRES_TUPLES_OK:
		if (stmt == STMT_COMMIT)
			*e = check_commit(db, a, res);
		keep_rows(db, a, stmt, res);
		break;
	case PGRES_PIPELINE_ABORTED: /* by the failure already known */
		break;
	default:
		if (PQstatus(db->conn) != CONNECTION_OK ||
		    db_err_is_fatal(res) || db_err_is_ours(res))
			return FATE_LOST;
		*e = db_err(a, res, stmts[stmt].name);
		if (db_err_is_standby(res) && !db->read_only)
			db->unusable = true;
		if (db_err_is_stale(res))
			return FATE_STALE;
		break;
	}
	PQclear(PQgetResult(db->conn)); /* the NULL that ends each answer */
	return FATE_ANSWERED;
}

/* Every answer and the Sync; *e becomes the first refusal. */
static enum fate
read_all(struct db *db, struct arena *a, struct err **e)
{
	for (size_t i = 0; i < db->queue_len; i++) {
		struct err *one = NULL;
		enum fate fate = read_one(db, a, db->queue[i].stmt, &one);

		if (one && !*e)
			*e = one;
		if (fate != FATE_ANSWERED)
			return fate;
	}
	return read_sync(db) ? FATE_ANSWERED : FATE_LOST;
}

static enum fate
attempt(struct db *db, struct arena *a, struct err **e)
{
	*e = NULL;
	db->results_len = 0;
	db->deadline = now_ms() + ANSWER_MS;
	if (db->over || !is_alive(db))
		return FATE_UNSENT;
	if (!send_all(db))
		return FATE_LOST;
	return read_all(db, a, e);
}

/* Whether the same may be sent again: nothing of this transaction can have
 * been kept, and nobody has seen an answer. */
static bool
may_resend(const struct db *db, enum fate fate, int64_t took_ms)
{
	if (db->begun || db->over || took_ms > RESEND_MS)
		return false;
	if (fate == FATE_ANSWERED || fate == FATE_TIMEOUT)
		return false;
	if (fate == FATE_UNSENT || fate == FATE_STALE)
		return true;
	return queue_has_begin(db) && (db->read_only || !queue_has_commit(db));
}

/* The error of an attempt that had no whole answer. A refusal that came
 * before the connection was lost is the better reason: then nothing was
 * committed. */
static struct err *
lost(struct db *db, struct arena *a, enum fate fate, struct err *refusal)
{
	const bool committing =
	    fate != FATE_UNSENT && queue_has_commit(db) && !db->read_only;
	const char *why = PQerrorMessage(db->conn);

	if (refusal)
		return refusal;
	if (fate == FATE_TIMEOUT) {
		why = "no answer in time";
		db->doubt = db->doubt || committing;
	}
	return db_err_lost(a, why, committing);
}

struct err *
db_sync(struct db *db, struct arena *a)
{
	struct err *e;
	const int64_t began = now_ms();
	enum fate fate = attempt(db, a, &e);

	if (may_resend(db, fate, now_ms() - began)) {
		disconnect(db);
		e = db_connect(db, a);
		if (e) {
			db->queue_len = 0;
			return e;
		}
		fate = attempt(db, a, &e);
	}
	if (queue_has_begin(db))
		db->begun = true;
	if (fate != FATE_ANSWERED) {
		e = lost(db, a, fate, e);
		db->over = db->over || db->begun;
		disconnect(db);
	}
	if (queue_has_commit(db))
		db->begun = false;
	db->queue_len = 0;
	return e;
}

size_t
db_waiting(const struct db *db)
{
	return db->queue_len;
}

const struct rows *
db_result(const struct db *db, size_t i)
{
	return i < db->results_len ? db->results[i] : NULL;
}

struct err *
db_exec(struct db *db, struct arena *a, enum stmt stmt,
    const char *const *params, const struct rows **out)
{
	size_t i = db_add(db, stmt, params);
	struct err *e = db_sync(db, a);

	if (!e && out)
		*out = db_result(db, i);
	return e;
}

struct err *
db_commit(struct db *db, struct arena *a)
{
	db_add_commit(db);
	return db_sync(db, a);
}

struct err *
db_can_commit(struct db *db, struct arena *a)
{
	const struct rows *rows;
	struct err *e;

	if (!db->doubt)
		return NULL;
	db_settle(db);
	e = db_connect(db, a);
	if (!e)
		e = db_exec(db, a, STMT_COMMITS_WAITING, NULL, &rows);
	if (e)
		return e;
	if (rows_int(rows, 0, 0) > 0)
		return db_err_lost(a, "commits wait for a standby", false);
	db->doubt = false;
	return NULL;
}

/* "name, line 12" if the server says where in text it found the fault. */
static const char *
place(struct arena *a, const PGresult *res, const char *name, const char *text)
{
	const char *at = PQresultErrorField(res, PG_DIAG_STATEMENT_POSITION);
	int line = 1;

	if (!at)
		return name;
	for (long left = strtol(at, NULL, 10); left > 1 && *text; left--)
		line += *text++ == '\n';
	return arena_printf(a, "%s, line %d", name, line);
}

struct err *
db_script(struct db *db, struct arena *a, const char *name, const char *text)
{
	struct err *e = NULL;
	PGresult *res;

	/* Many statements in one text need the simple protocol. */
	if (!db->conn || !PQexitPipelineMode(db->conn))
		return db_err_lost(a, PQerrorMessage(db->conn), false);
	res = PQexec(db->conn, text);
	if (PQresultStatus(res) == PGRES_FATAL_ERROR)
		e = PQstatus(db->conn) == CONNECTION_OK
			? db_err(a, res, place(a, res, name, text))
			: db_err_lost(a, PQerrorMessage(db->conn), false);
	PQclear(res);
	if (!PQenterPipelineMode(db->conn) && !e)
		e = db_err_lost(a, PQerrorMessage(db->conn), false);
	return e;
}

/* True if the connection is idle afterwards. */
static bool
roll_back(struct db *db)
{
	const struct queued q = { .stmt = STMT_ROLLBACK };

	db->deadline = now_ms() + ANSWER_MS;
	return send_one(db, &q) && PQpipelineSync(db->conn) && read_sync(db) &&
	       PQtransactionStatus(db->conn) == PQTRANS_IDLE;
}

void
db_settle(struct db *db)
{
	db->queue_len = 0;
	db->results_len = 0;
	db->begun = false;
	db->over = false;
	db->read_only = false;
	if (!db->conn)
		return;
	if (db->unusable ||
	    (PQtransactionStatus(db->conn) != PQTRANS_IDLE && !roll_back(db)))
		disconnect(db);
}

bool
db_may_retry(const struct err *e)
{
	static const char *const states[] = { "40001", "40P01", "0A000" };

	if (!e || e->kind != ERR_UNAVAILABLE || !e->sqlstate)
		return false;
	for (size_t i = 0; i < ARRAY_LEN(states); i++)
		if (strcmp(e->sqlstate, states[i]) == 0)
			return true;
	return false;
}
