/*
 * serve.c - one attempt at a request that needs the database.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/serve.h"

#include <string.h>

#include "api/bind.h"
#include "api/faults.h"
#include "api/idempotency.h"
#include "api/identify.h"
#include "api/input.h"
#include "api/match.h"
#include "api/personal.h"
#include "api/precondition.h"
#include "api/request.h"
#include "api/response.h"
#include "api/worker.h"
#include "core/compiler.h"

static struct db *
connection(const struct ctx *cx, const char *session)
{
	return session != NULL ? cx->worker->staff : cx->worker->for_public;
}

/* Somebody's transaction; nobody's if session is NULL. */
static struct err *
begin(struct ctx *cx, const char *session, bool read_only)
{
	cx->db = connection(cx, session);
	return db_begin(cx->db, cx->arena, session, read_only);
}

static struct err *
not_found(struct ctx *cx)
{
	return err_new(cx->arena, ERR_NOT_FOUND,
	    "It is not there, or not yours to see.");
}

/* Nothing but the question who is calling, before a fault is told. */
static struct err *
authorise_only(struct ctx *cx)
{
	struct err *e;

	if (cx->session == NULL)
		return NULL;
	e = begin(cx, cx->session, true);
	if (e != NULL)
		return e;
	db_add_commit(cx->db);
	return authorise(cx, db_sync(cx->db, cx->arena));
}

/* What a list's row has besides stands beside the items, under its name: JSON
 * that PostgreSQL has printed. */
static const char *
print_beside(struct ctx *cx, const struct rows *rows)
{
	const char *text = "";

	for (size_t col = 0; col < rows_cols(rows); col++) {
		const char *name = rows_name(rows, col);
		const char *value = rows_text(rows, 0, col);

		if (strcmp(name, "body") == 0 || strcmp(name, "next") == 0)
			continue;
		text = arena_printf(cx->arena, "%s,\"%s\":%s", text, name,
		    value != NULL ? value : "null");
	}
	return text;
}

static struct err *
respond_list(struct ctx *cx, const struct rows *rows)
{
	const char *items = rows_text(rows, 0, rows_col(rows, "body"));
	const char *next = rows_text(rows, 0, rows_col(rows, "next"));
	const char *cursor = next != NULL ? input_cursor(cx, next) : NULL;
	const char *const parts[] = { "{\"items\":",
		items != NULL ? items : "[]",
		",\"next\":", json_quote(cx->arena, cursor),
		print_beside(cx, rows), "}" };

	if (cursor != NULL)
		response_header(cx->res, "Link",
		    arena_printf(cx->arena, "<%s>; rel=\"next\"",
			input_next_url(cx, cursor)));
	return respond_text(cx, 200,
	    arena_concat(cx->arena, parts, ARRAY_LEN(parts)), NULL);
}

/* The texts of people in their places. Whatever is made of the answer's bytes,
 * its ETag and what is kept for a retry, is made before. */
static struct err *
reveal(struct ctx *cx)
{
	struct response *res = cx->res;
	struct err *e;

	if (res->body == NULL)
		return NULL;
	e = cx_reveal(cx, res->body, &res->body);
	if (e == NULL)
		res->length = strlen(res->body);
	return e;
}

/* Sends nothing if the client has it already. */
static void
apply_if_none_match(struct ctx *cx)
{
	const char *header = cx->req->if_none_match;

	if (header == NULL || cx->res->etag == NULL ||
	    !precondition_names(cx->arena, header, cx->res->etag, true))
		return;
	cx->res->status = 304;
	cx->res->content_type = NULL;
	cx->res->body = NULL;
	cx->res->length = 0;
	cx->res->produce = NULL;
}

static struct err *
respond_read(struct ctx *cx, const struct rows *rows)
{
	const char *body;
	struct err *e;

	if (rows_count(rows) == 0)
		return not_found(cx);
	if (cx->route->kind == KIND_LIST) {
		e = respond_list(cx, rows);
		if (e == NULL && cx->route->handler != NULL)
			e = cx->route->handler(cx);
	} else if (cx->route->handler != NULL) {
		e = cx->route->handler(cx);
	} else {
		body = rows_text(rows, 0, rows_col(rows, "body"));
		e = body == NULL ? not_found(cx)
				 : respond_text(cx, 200, body, NULL);
	}
	if (e != NULL)
		return e;
	if ((cx->route->flags & (ROUTE_RAW | ROUTE_CONTENT)) == ROUTE_RAW)
		cx->res->content_type = serve_media_type(cx->route);
	apply_if_none_match(cx);
	return reveal(cx);
}

const char *
serve_media_type(const struct route *r)
{
	if ((r->flags & ROUTE_RAW) == 0)
		return "application/json";
	return (r->flags & ROUTE_HTML) != 0 ? "text/html" : "image/svg+xml";
}

/* The statement that writes a read down, by what its path is about. */
static enum stmt
read_log_of(const struct ctx *cx)
{
	static const struct {
		const char *about;
		enum stmt stmt;
	} logs[] = {
		{ "bid_id", STMT_READ_LOG_BID },
		{ "placement_id", STMT_READ_LOG_PLACEMENT },
		{ "document_id", STMT_READ_LOG_DOCUMENT },
		{ "enquiry_id", STMT_READ_LOG_ENQUIRY },
	};

	for (size_t i = 0; i < ARRAY_LEN(logs); i++)
		if (strcmp(cx->match->values[0].name, logs[i].about) == 0)
			return logs[i].stmt;
	return STMT_READ_LOG_REFERRAL;
}

/* Who is shown this, in the round trip of the read itself. */
static void
add_read_log(struct ctx *cx)
{
	const char *const args[] = { cx->route->operation, cx->req->id,
		cx->req->purpose };
	enum stmt log = read_log_of(cx);

	(void)db_add(cx->db, log, bind_params(cx, log, args, NULL));
}

/* A GET: one round trip, unless its statement asks who is calling, or is for
 * the public alone and somebody asks, whose session must be good all the
 * same. */
static struct err *
serve_read(struct ctx *cx)
{
	enum stmt stmt = cx->route->stmt;
	bool as_nobody = stmts[stmt].roles == DB_PUBLIC;
	bool known = as_nobody || cx->session == NULL;
	bool logged = (cx->route->flags & ROUTE_LOGS_READ) != 0;
	struct err *e = as_nobody ? authorise_only(cx) : NULL;
	size_t shown;

	if (e == NULL)
		e = begin(cx, as_nobody ? NULL : cx->session, !logged);
	if (e != NULL)
		return e;
	if (!known && bind_needs_caller(stmt)) {
		e = authorise(cx, db_sync(cx->db, cx->arena));
		if (e != NULL)
			return e;
		known = true;
	}
	shown = db_add(cx->db, stmt, bind_params(cx, stmt, NULL, NULL));
	if (logged)
		add_read_log(cx);
	db_add_commit(cx->db);
	e = db_sync(cx->db, cx->arena);
	/* To whoever only reads there is no outcome to be unsure of. */
	if (e != NULL && e->kind == ERR_OUTCOME_UNKNOWN)
		e->kind = ERR_UNAVAILABLE;
	if (!known)
		e = authorise(cx, e);
	if (e != NULL)
		return e;
	cx->shown = db_result(cx->db, shown);
	return respond_read(cx, cx->shown);
}

/* The roles that may use the route, for the statements that lock. */
static const char *
allowed_roles(const struct ctx *cx)
{
	const char *list = "";
	int role;

	for (role = 0; role < ROLE__MAX; role++)
		if ((cx->route->who & 1U << role) != 0)
			list = arena_printf(cx->arena, "%s%s%s", list,
			    *list != '\0' ? "," : "",
			    role_name((enum role)role));
	return list;
}

/* See "enum lock" in route.h. */
static void
add_locks(struct ctx *cx)
{
	const struct match *m = cx->match;
	const char *params[2];

	if (cx->route->lock == LOCK_NONE || m->count == 0)
		return;
	params[0] = arena_printf(cx->arena, "%s %s", m->values[0].name,
	    m->values[0].value);
	params[1] = allowed_roles(cx);
	if (cx->route->lock == LOCK_EXCLUSIVE) {
		(void)db_add(cx->db, STMT_LOCK_EXCLUSIVE, params);
		return;
	}
	(void)db_add(cx->db, STMT_LOCK_SHARED, params);
	if (m->count < 2)
		return;
	params[0] =
	    arena_printf(cx->arena, "%s/%s", params[0], m->values[1].value);
	(void)db_add(cx->db, STMT_LOCK_OWN, params);
}

/* Begins, locks, looks: everything that can be asked in one round trip. */
static struct err *
open_write(struct ctx *cx)
{
	enum stmt stmt = cx->route->stmt;
	struct err *e = db_can_commit(connection(cx, cx->session), cx->arena);
	size_t shown = 0;

	if (e == NULL)
		e = begin(cx, cx->session, false);
	if (e != NULL)
		return e;
	(void)db_add(cx->db, STMT_REQUEST_NAME, &cx->req->id);
	add_locks(cx);
	if (stmt != STMT__MAX)
		shown = db_add(cx->db, stmt, bind_params(cx, stmt, NULL, NULL));
	e = authorise(cx, db_sync(cx->db, cx->arena));
	if (e != NULL || stmt == STMT__MAX)
		return e;
	cx->shown = db_result(cx->db, shown);
	if (rows_count(cx->shown) == 0 &&
	    (cx->route->flags & ROUTE_CREATES) == 0)
		return not_found(cx);
	return NULL;
}

/* The entity tag of what is shown; NULL if there is no row, or one that shows
 * nothing yet. */
static const char *
etag_of(struct ctx *cx, const struct rows *shown)
{
	const char *body = NULL;

	if (rows_count(shown) > 0)
		body = rows_text(shown, 0, rows_col(shown, "body"));
	return body != NULL ? response_etag(cx->arena, body) : NULL;
}

/* A POST is asked about only what its caller insists on. The locks are held
 * by now, so what is compared stays until the end. */
static struct err *
check_judged(struct ctx *cx)
{
	enum stmt judged = route_judged(cx->route);
	const struct rows *shown = cx->shown;
	struct err *e = NULL;

	if ((cx->route->flags & ROUTE_MAY_MATCH) == 0 ||
	    cx->req->if_match == NULL)
		return NULL;
	if (judged != cx->route->stmt)
		e = cx_exec(cx, judged, &shown);
	if (e != NULL)
		return e;
	return precondition_check(cx->arena, etag_of(cx, shown),
	    cx->req->if_match, NULL);
}

static struct err *
check_preconditions(struct ctx *cx)
{
	if (cx->route->method == POST)
		return check_judged(cx);
	if ((cx->route->flags & ROUTE_NO_MATCH) != 0)
		return NULL;
	return precondition_check(cx->arena, etag_of(cx, cx->shown),
	    cx->req->if_match, cx->req->if_none_match);
}

/* Whether a handler may say what else is wrong with a body of this fault: the
 * body could be read, and what was found is all there is to find. */
static bool
rules_too(const struct ctx *cx, const struct err *fault)
{
	size_t n = 0;

	if ((cx->route->flags & ROUTE_RULES_TOO) == 0 || cx->body == NULL ||
	    fault->kind != ERR_INVALID)
		return false;
	for (; fault != NULL; fault = fault->next)
		n++;
	return n < FAULTS_MAX;
}

static struct err *
serve_write(struct ctx *cx)
{
	bool replayed;
	struct err *e = open_write(cx);

	if (e != NULL)
		return e;
	e = input_body(cx);
	if (e != NULL && rules_too(cx, e)) {
		cx->faults = e;
		return cx_faults(cx, cx->route->handler(cx));
	}
	/* What was done already is answered, not judged again by what came of
	 * it. */
	if (e == NULL)
		e = idempotency_begin(cx, &replayed);
	if (e == NULL && !replayed)
		e = check_preconditions(cx);
	if (e == NULL && !replayed)
		e = cx->route->handler(cx);
	if (e != NULL)
		return e;
	if (!replayed)
		idempotency_keep(cx);
	e = reveal(cx);
	return e != NULL ? e : db_commit(cx->db, cx->arena);
}

struct err *
serve(struct ctx *cx, struct err *fault)
{
	struct err *e;

	if (cx->route->kind == KIND_WRITE && fault == NULL)
		return serve_write(cx);
	if (fault == NULL)
		fault = input_body(cx);
	if (fault == NULL)
		return serve_read(cx);
	e = authorise_only(cx);
	return e != NULL ? e : fault;
}

void
serve_learn_sandbox(struct worker *w, struct arena *a)
{
	const struct rows *rows = NULL;

	if (w->sandbox_known ||
	    db_begin(w->for_public, a, NULL, true) != NULL ||
	    db_exec(w->for_public, a, STMT_SANDBOX_SHOW, NULL, &rows) != NULL)
		return;
	w->sandbox = rows_bool(rows, 0, 0);
	w->sandbox_known = true;
	db_settle(w->for_public);
}
