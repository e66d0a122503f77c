/*
 * token.c - /v1/oauth/token: a machine client signs in (RFC 6749, 4.4).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <sodium.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "api/config.h"
#include "api/ctx.h"
#include "api/handlers.h"
#include "api/query.h"
#include "api/request.h"
#include "api/response.h"
#include "api/text.h"
#include "api/token.h"
#include "api/worker.h"

struct credentials {
	const char *id, *secret;
};

static struct err *
refuse(struct ctx *cx, int status, const char *code, const char *why)
{
	struct err *e;

	e = respond_text(cx, status,
	    arena_printf(cx->arena,
		"{\"error\":\"%s\",\"error_description\":%s}", code,
		json_quote(cx->arena, why)),
	    NULL);
	cx->res->etag = NULL;
	if (status == 401)
		response_header(cx->res, "WWW-Authenticate",
		    "Basic realm=\"fairlot\", charset=\"UTF-8\"");
	return e;
}

static struct err *
refuse_client(struct ctx *cx)
{
	return refuse(cx, 401, "invalid_client",
	    "There is no such client, or this is not its secret.");
}

/* The user and password of HTTP Basic; false if there are none. */
static bool
read_basic(struct ctx *cx, struct credentials *out)
{
	const char *header = cx->req->authorization;
	size_t size, length;
	char *text, *colon;

	if (header == NULL || strncasecmp(header, "Basic ", 6) != 0)
		return false;
	header += 6;
	size = strlen(header);
	text = arena_zalloc(cx->arena, size + 1);
	if (sodium_base642bin((unsigned char *)text, size, header, size, NULL,
		&length, NULL, sodium_base64_VARIANT_ORIGINAL) != 0 ||
	    strlen(text) != length)
		return false;
	colon = strchr(text, ':');
	if (colon == NULL)
		return false;
	*colon = '\0';
	out->id = text;
	out->secret = colon + 1;
	return true;
}

/* Reads the form; the answer is made if it returns false. */
static bool
read_form(struct ctx *cx, struct query *form, struct err **e)
{
	const char *grant;

	*e = request_body_is(cx->arena, cx->req,
	    "application/x-www-form-urlencoded");
	if (*e == NULL && cx->req->body_length > LIMIT_FORM_BYTES)
		*e = err_new(cx->arena, ERR_TOO_LARGE, "The form is too long.");
	if (*e == NULL)
		*e = query_parse(cx->arena, cx->req->body, form);
	if (*e != NULL) {
		*e = refuse(cx, 400, "invalid_request", (*e)->detail);
		return false;
	}
	grant = query_get(form, "grant_type");
	if (grant == NULL) {
		*e = refuse(cx, 400, "invalid_request",
		    "grant_type is missing.");
		return false;
	}
	if (strcmp(grant, "client_credentials") != 0) {
		*e = refuse(cx, 400, "unsupported_grant_type",
		    "Only client_credentials is supported.");
		return false;
	}
	return true;
}

/* A session that lives as long as its one token. */
static struct err *
open_session(struct ctx *cx, const struct credentials *c,
    const struct rows **rows)
{
	struct err *e;

	cx->db = cx->worker->for_public;
	e = db_can_commit(cx->db, cx->arena);
	if (e == NULL)
		e = db_begin(cx->db, cx->arena, NULL, false);
	if (e == NULL)
		e = cx_exec(cx, STMT_CLIENT_SIGN_IN, rows, c->id,
		    text_sha256_hex(cx->arena, c->secret),
		    arena_printf(cx->arena, "%d", TOKEN_SECONDS));
	if (e == NULL)
		e = db_commit(cx->db, cx->arena);
	return e;
}

static struct err *
respond_token(struct ctx *cx, const struct rows *rows)
{
	const char *role = rows_text(rows, 0, rows_col(rows, "role"));
	struct claims claims = { 0 };
	const char *token;
	struct err *e;

	memcpy(claims.session, rows_text(rows, 0, rows_col(rows, "session_id")),
	    UUID_TEXT);
	memcpy(claims.subject, rows_text(rows, 0, rows_col(rows, "client_id")),
	    UUID_TEXT);
	token = token_make(cx->worker->tokens, cx->arena, &claims, role,
	    (int64_t)time(NULL));
	e = respond_text(cx, 200,
	    arena_printf(cx->arena,
		"{\"access_token\":\"%s\",\"token_type\":\"Bearer\","
		"\"expires_in\":%d,\"scope\":\"%s\"}",
		token, TOKEN_SECONDS, role),
	    NULL);
	cx->res->etag = NULL;
	response_header(cx->res, "Pragma", "no-cache");
	return e;
}

/* POST: client_credentials with HTTP Basic; its errors are OAuth's. */
struct err *
token_create(struct ctx *cx)
{
	const struct rows *rows = NULL;
	struct credentials c;
	struct query form = { 0 };
	struct err *e;

	if (!read_form(cx, &form, &e))
		return e;
	if (!read_basic(cx, &c))
		return refuse(cx, 401, "invalid_client",
		    "Send the client's id and secret with HTTP Basic; they are "
		    "not read from the body.");
	if (!text_is_uuid(c.id))
		return refuse_client(cx);
	e = open_session(cx, &c, &rows);
	if (e != NULL)
		return e;
	if (rows_count(rows) == 0)
		return refuse_client(cx);
	return respond_token(cx, rows);
}
