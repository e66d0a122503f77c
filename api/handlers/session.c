/*
 * session.c - /v1/sessions: people sign in, stay signed in, and sign out.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdbool.h>
#include <string.h>
#include <time.h>

#include "api/config.h"
#include "api/ctx.h"
#include "api/handlers.h"
#include "api/password.h"
#include "api/request.h"
#include "api/response.h"
#include "api/text.h"
#include "api/token.h"
#include "api/worker.h"

#define COOKIE        "__Host-refresh"
#define COOKIE_RULES  "Path=/; Secure; HttpOnly; SameSite=Strict"
#define SECRET_BYTES  32
#define GRACE_SECONDS 10 /* two tabs may renew with the same cookie */

/* What is kept between a try and its outcome. */
struct attempt {
	const char *email, *password, *address;
	const char *user, *hash; /* NULL: nobody is called that */
};

static struct err *
refuse(struct ctx *cx)
{
	return err_new(cx->arena, ERR_UNAUTHENTICATED,
	    "The e-mail address or the password is not right.");
}

/* A transaction of one statement, as nobody. */
static struct err *
begin_public(struct ctx *cx)
{
	struct err *e;

	cx->db = cx->worker->for_public;
	e = db_can_commit(cx->db, cx->arena);
	return e != NULL ? e : db_begin(cx->db, cx->arena, NULL, false);
}

/* Counts the try before anything is checked. */
static struct err *
count_try(struct ctx *cx, struct attempt *t)
{
	const struct rows *rows = NULL;
	struct err *e = begin_public(cx);

	if (e == NULL)
		e = cx_exec(cx, STMT_SIGN_IN_TRY, &rows, t->email, t->address,
		    arena_printf(cx->arena, "%u",
			cx->worker->settings->sign_in_quota),
		    arena_printf(cx->arena, "%d", SIGN_IN_WINDOW_SECONDS));
	if (e == NULL)
		e = db_commit(cx->db, cx->arena);
	if (e != NULL)
		return e;
	if (!rows_bool(rows, 0, rows_col(rows, "allowed"))) {
		e = err_new(cx->arena, ERR_TOO_MANY_REQUESTS,
		    "Too many attempts failed: please wait.");
		e->retry_after =
		    (int)rows_int(rows, 0, rows_col(rows, "retry_after"));
		return e;
	}
	t->user = rows_text(rows, 0, rows_col(rows, "user_id"));
	t->hash = rows_text(rows, 0, rows_col(rows, "password_hash"));
	return NULL;
}

static struct err *
judge(struct ctx *cx, const struct attempt *t)
{
	switch (password_verify(t->hash, t->password)) {
	case PASSWORD_RIGHT:
		return NULL;
	case PASSWORD_NO_MEMORY:
		return password_no_memory(cx->arena);
	case PASSWORD_WRONG:
	default:
		return refuse(cx);
	}
}

/* Inside the gate: so a crowd at the door counts as nobody's failure. */
static struct err *
check_password(struct ctx *cx, struct attempt *t)
{
	struct err *e = password_gate_enter(cx->worker->gate, cx->arena);

	if (e != NULL)
		return e;
	e = count_try(cx, t);
	if (e == NULL)
		e = judge(cx, t);
	password_gate_leave(cx->worker->gate);
	return e;
}

static struct err *
open_session(struct ctx *cx, const struct attempt *t, const char *refresh,
    const struct rows **rows)
{
	struct err *e = begin_public(cx);

	if (e == NULL)
		e = cx_exec(cx, STMT_SESSION_OPEN, rows, t->user, t->address,
		    text_sha256_hex(cx->arena, refresh),
		    arena_printf(cx->arena, "%d", REFRESH_SECONDS));
	if (e == NULL)
		e = db_commit(cx->db, cx->arena);
	/* Disabled since the password was looked up. */
	if (e == NULL && rows_count(*rows) == 0)
		e = refuse(cx);
	return e;
}

static void
set_cookie(struct ctx *cx, const char *value, long seconds)
{
	response_header(cx->res, "Set-Cookie",
	    arena_printf(cx->arena, "%s=%s; %s; Max-Age=%ld", COOKIE, value,
		COOKIE_RULES, seconds));
}

/* The access token of the session in rows. */
static const char *
make_token(struct ctx *cx, const struct rows *rows)
{
	struct claims claims = { 0 };

	memcpy(claims.session, rows_text(rows, 0, rows_col(rows, "session_id")),
	    UUID_TEXT);
	memcpy(claims.subject, rows_text(rows, 0, rows_col(rows, "user_id")),
	    UUID_TEXT);
	return token_make(cx->worker->tokens, cx->arena, &claims,
	    rows_text(rows, 0, rows_col(rows, "role")), (int64_t)time(NULL));
}

/* POST /v1/sessions */
struct err *
session_create(struct ctx *cx)
{
	struct attempt t = {
		.email = body_text(cx, "email"),
		.password = body_text(cx, "password"),
		.address = cx->req->remote_address,
	};
	const char *refresh = text_secret(cx->arena, SECRET_BYTES);
	const struct rows *rows = NULL;
	struct err *e = check_password(cx, &t);

	if (e == NULL)
		e = open_session(cx, &t, refresh, &rows);
	if (e != NULL)
		return e;
	set_cookie(cx, refresh, REFRESH_SECONDS);
	e = respond_text(cx, 201,
	    arena_printf(cx->arena,
		"{\"access_token\":\"%s\",\"expires_in\":%d,\"user\":%s}",
		make_token(cx, rows), TOKEN_SECONDS,
		rows_text(rows, 0, rows_col(rows, "body"))),
	    "/v1/sessions/current");
	cx->res->etag = NULL;
	return e;
}

/*
 * The cookie goes along with whatever page made the browser ask, so the page
 * must be ours. A client that is no browser says neither of the two.
 */
static bool
comes_from_us(const struct ctx *cx)
{
	const char *origin = cx->req->origin, *site = cx->req->fetch_site;

	if (origin != NULL &&
	    strcmp(origin, cx->worker->settings->base_url) != 0)
		return false;
	return site == NULL || strcmp(site, "same-origin") == 0 ||
	       strcmp(site, "none") == 0;
}

static struct err *
rotate(struct ctx *cx, const char *old, const char *next,
    const struct rows **rows)
{
	struct err *e = begin_public(cx);

	if (e == NULL)
		e = cx_exec(cx, STMT_SESSION_RENEW, rows,
		    text_sha256_hex(cx->arena, old),
		    text_sha256_hex(cx->arena, next),
		    arena_printf(cx->arena, "%d", GRACE_SECONDS),
		    arena_printf(cx->arena, "%d", REFRESH_IDLE_SECONDS));
	/* Also when it is refused: the family's end must last. */
	if (e == NULL)
		e = db_commit(cx->db, cx->arena);
	if (e == NULL && rows_count(*rows) == 0)
		e = err_new(cx->arena, ERR_UNAUTHENTICATED,
		    "This session is over: please sign in.");
	return e;
}

/* POST /v1/sessions/renewal */
struct err *
session_renew(struct ctx *cx)
{
	const char *old = request_cookie(cx->arena, cx->req, COOKIE);
	const char *next = text_secret(cx->arena, SECRET_BYTES);
	const struct rows *rows = NULL;
	struct err *e;

	if (!comes_from_us(cx))
		return err_new(cx->arena, ERR_FORBIDDEN,
		    "Another site may not renew a session.");
	if (old == NULL || *old == '\0')
		return err_new(cx->arena, ERR_UNAUTHENTICATED,
		    "There is no session to renew: please sign in.");
	e = rotate(cx, old, next, &rows);
	if (e != NULL)
		return e;
	set_cookie(cx, next,
	    (long)rows_int(rows, 0, rows_col(rows, "seconds_left")));
	e = respond_text(cx, 200,
	    arena_printf(cx->arena,
		"{\"access_token\":\"%s\",\"expires_in\":%d}",
		make_token(cx, rows), TOKEN_SECONDS),
	    NULL);
	cx->res->etag = NULL;
	return e;
}

/* DELETE /v1/sessions/current */
struct err *
session_end(struct ctx *cx)
{
	struct err *e = cx_exec(cx, STMT_SESSION_END, NULL);

	if (e != NULL)
		return e;
	set_cookie(cx, "", 0);
	response_header(cx->res, "Clear-Site-Data",
	    "\"cache\", \"cookies\", \"storage\"");
	return respond_empty(cx);
}
