/*
 * idempotency.c - the same POST twice is one act.
 *
 * The row is inserted by the transaction of the act itself: both are there
 * afterwards, or neither. Before that the key is claimed by a lock that we do
 * not wait for, so a double click is told so at once.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/idempotency.h"

#include <sodium.h>
#include <string.h>

#include "api/bind.h"
#include "api/config.h"
#include "api/request.h"
#include "api/response.h"
#include "api/text.h"
#include "api/worker.h"
#include "core/compiler.h"

/* The text of a quoted string of printable ASCII (RFC 8941); NULL if it is
 * none. */
static char *
unquote(struct arena *a, const char *s)
{
	char *out = arena_zalloc(a, strlen(s) + 1), *to = out;

	if (*s++ != '"')
		return NULL;
	for (; *s != '\0' && *s != '"'; s++) {
		if (*s == '\\' && s[1] != '"' && s[1] != '\\')
			return NULL;
		if (*s == '\\')
			s++;
		if ((unsigned char)*s < 0x20 || (unsigned char)*s > 0x7e)
			return NULL;
		*to++ = *s;
	}
	return s[0] == '"' && s[1] == '\0' ? out : NULL;
}

struct err *
idempotency_parse(struct arena *a, const char *header, const char **key)
{
	const char *text =
	    text_is_uuid(header) ? text_lower(a, header) : unquote(a, header);

	if (text == NULL || *text == '\0' ||
	    strlen(text) > LIMIT_IDEMPOTENCY_BYTES)
		return err_new(a, ERR_IDEMPOTENCY_KEY_MALFORMED,
		    "A key is a quoted string of 1 to %d printable ASCII "
		    "characters, or a bare UUID.",
		    LIMIT_IDEMPOTENCY_BYTES);
	*key = text;
	return NULL;
}

static bool
is_keyed(const struct ctx *cx)
{
	return cx->route->method == POST &&
	       (cx->route->flags & ROUTE_NO_KEY) == 0;
}

/* HMAC-SHA-256 of method, path and body, each ended so that none runs into
 * the next. Keyed, because a body may hold a password, and whoever reads the
 * database could try a thousand million words a second against a plain one. */
static const char *
fingerprint(const struct ctx *cx)
{
	const struct request *r = cx->req;
	unsigned char digest[crypto_auth_hmacsha256_BYTES];
	crypto_auth_hmacsha256_state state;

	crypto_auth_hmacsha256_init(&state, cx->worker->keys.cursor, KEY_BYTES);
	crypto_auth_hmacsha256_update(&state,
	    (const unsigned char *)r->method_name, strlen(r->method_name) + 1);
	crypto_auth_hmacsha256_update(&state, (const unsigned char *)r->path,
	    strlen(r->path) + 1);
	crypto_auth_hmacsha256_update(&state, (const unsigned char *)r->body,
	    r->body_length);
	crypto_auth_hmacsha256_final(&state, digest);
	return text_hex(cx->arena, digest, sizeof(digest));
}

/* Fills params[2]: whose key, and the key. Somebody without a token is known
 * by what was sent; the database adds the caller to the rest. */
static void
name_key(struct ctx *cx, const char *key, const char **params)
{
	params[0] = cx->session == NULL ? fingerprint(cx) : "";
	params[1] = key;
}

/* The answer of row, again, as it was. */
static void
replay(struct ctx *cx, const struct rows *row)
{
	struct response *res = cx->res;
	const char *body = rows_text(row, 0, rows_col(row, "body"));

	res->status = (int)rows_int(row, 0, rows_col(row, "status"));
	if (body[0] != '\0') {
		res->content_type = "application/json";
		res->body = body;
		res->length = strlen(body);
	}
	res->location = rows_text(row, 0, rows_col(row, "location"));
	res->etag = rows_text(row, 0, rows_col(row, "etag"));
	response_header(res, "Idempotency-Replayed", "true");
}

static struct err *
claim(struct ctx *cx, const char *key, const struct rows **row)
{
	const char *params[2];
	size_t lock, find;
	struct err *e;

	/* Two statements: the second sees what the holder of the lock, if
	 * there was one until now, has committed. */
	name_key(cx, key, params);
	lock = db_add(cx->db, STMT_IDEMPOTENCY_CLAIM, params);
	find = db_add(cx->db, STMT_IDEMPOTENCY_FIND, params);
	e = db_sync(cx->db, cx->arena);
	if (e != NULL)
		return e;
	if (!rows_bool(db_result(cx->db, lock), 0, 0))
		return err_new(cx->arena, ERR_IDEMPOTENCY_IN_PROGRESS,
		    "The first request with this key is still running.");
	*row = db_result(cx->db, find);
	return NULL;
}

struct err *
idempotency_begin(struct ctx *cx, bool *replayed)
{
	const char *header = cx->req->idempotency_key, *key = NULL, *first;
	const struct rows *row = NULL;
	struct err *e;

	*replayed = false;
	if (!is_keyed(cx))
		return NULL;
	if (header == NULL && (cx->route->flags & ROUTE_NEEDS_KEY) != 0)
		return err_new(cx->arena, ERR_IDEMPOTENCY_KEY_MISSING,
		    "Send an Idempotency-Key: this must not happen twice.");
	if (header == NULL)
		return NULL;
	e = idempotency_parse(cx->arena, header, &key);
	if (e == NULL)
		e = claim(cx, key, &row);
	if (e != NULL || rows_count(row) == 0)
		return e;
	first = rows_text(row, 0, rows_col(row, "fingerprint"));
	if (strcmp(first, fingerprint(cx)) != 0)
		return err_new(cx->arena, ERR_IDEMPOTENCY_KEY_REUSED,
		    "This key was used for another request.");
	replay(cx, row);
	(void)db_add(cx->db, STMT_IDEMPOTENCY_CONFIRM, NULL);
	*replayed = true;
	return NULL;
}

void
idempotency_keep(struct ctx *cx)
{
	const struct response *res = cx->res;
	const char *params[7], *key = NULL;

	if (!is_keyed(cx) || cx->req->idempotency_key == NULL ||
	    res->status < 200 || res->status > 299)
		return;
	if (idempotency_parse(cx->arena, cx->req->idempotency_key, &key) !=
	    NULL)
		return;
	name_key(cx, key, params);
	params[2] = fingerprint(cx);
	params[3] = arena_printf(cx->arena, "%d", res->status);
	params[4] = res->body != NULL ? res->body : "";
	params[5] = res->location;
	params[6] = res->etag;
	(void)db_add(cx->db, STMT_IDEMPOTENCY_KEEP, params);
}
