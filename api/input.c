/*
 * input.c - the query string and the body, checked against openapi/.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/input.h"

#include <stdlib.h>
#include <string.h>

#include "api/config.h"
#include "api/cursor.h"
#include "api/format.h"
#include "api/request.h"
#include "api/schema.h"
#include "api/text.h"
#include "api/worker.h"

static const char *
cursor_name(const struct route *r)
{
	return (r->flags & ROUTE_AFTER) != 0 ? "after" : "cursor";
}

static int
by_name(const void *a, const void *b)
{
	const struct query_pair *x = a, *y = b;

	return strcmp(x->name, y->name);
}

/* What a cursor belongs to: the list, the path, and the filters in an order
 * that does not depend on the client. */
static const char *
list_of(const struct ctx *cx)
{
	struct query q = cx->req->query;
	const char *cursor = cursor_name(cx->route), *text;
	size_t i;

	qsort(q.pairs, q.count, sizeof(q.pairs[0]), by_name);
	text = arena_printf(cx->arena, "%s %s", cx->route->operation,
	    cx->req->path);
	for (i = 0; i < q.count; i++) {
		if (q.pairs[i].value[0] == '\0' ||
		    strcmp(q.pairs[i].name, cursor) == 0 ||
		    strcmp(q.pairs[i].name, "limit") == 0)
			continue;
		text = arena_printf(cx->arena, "%s&%zu:%s=%s", text,
		    strlen(q.pairs[i].value), q.pairs[i].name,
		    q.pairs[i].value);
	}
	return text;
}

static struct err *
read_page(struct ctx *cx)
{
	const char *cursor = cx_query(cx, cursor_name(cx->route));
	const char *limit = cx_query(cx, "limit");

	cx->limit =
	    limit != NULL ? limit : arena_printf(cx->arena, "%d", PAGE_DEFAULT);
	if (cursor == NULL)
		return NULL;
	return cursor_open(cx->arena, cx->worker->keys.cursor, list_of(cx),
	    cursor, &cx->place);
}

/* Why somebody reads, in their own words, for whoever asks later. */
static struct err *
check_purpose(struct ctx *cx)
{
	const char *s = cx->req->purpose;

	if (s == NULL ||
	    (text_is_utf8(s, strlen(s)) && format_matches(FORMAT_LINE, s) &&
		text_characters(s) <= LIMIT_PURPOSE_CHARACTERS))
		return NULL;
	return err_param(cx->arena, "Purpose",
	    "This must be one line of at most %d characters.",
	    LIMIT_PURPOSE_CHARACTERS);
}

struct err *
input_query(struct ctx *cx)
{
	struct err *e = cx->req->query_fault;

	if (e == NULL && cx->route->kind == KIND_LIST)
		e = read_page(cx);
	if (e == NULL && (cx->route->flags & ROUTE_LOGS_READ) != 0)
		e = check_purpose(cx);
	if (e != NULL || cx->schema == NULL)
		return e;
	return query_check(cx->arena, cx->schema, cx->req->query.pairs,
	    cx->req->query.count);
}

static struct err *
read_json(struct ctx *cx)
{
	struct err *e;

	e = request_body_is(cx->arena, cx->req, "application/json");
	if (e != NULL)
		return e;
	if (cx->req->body_length == 0)
		return err_new(cx->arena, ERR_MALFORMED,
		    "The body is missing: a JSON object is expected.");
	return json_read(cx->arena, cx->req->body, cx->req->body_length,
	    &cx->body);
}

/* A body nobody asked for. */
static struct err *
check_nothing(struct ctx *cx)
{
	struct err *e;

	if (cx->req->body_length == 0)
		return NULL;
	if (cx->route->method != POST)
		return err_new(cx->arena, ERR_MALFORMED,
		    "A body is not expected here.");
	e = read_json(cx);
	if (e != NULL)
		return e;
	if (json_object_size(cx->body) > 0)
		return err_at(cx->arena, "#",
		    "Only an empty object is expected here.");
	cx->body = NULL;
	return NULL;
}

struct err *
input_body(struct ctx *cx)
{
	struct err *e = cx->req->body_fault;

	if ((cx->route->flags & ROUTE_STREAMED) != 0)
		return NULL; /* request_stream_body() tells */
	if (e != NULL || (cx->route->flags & ROUTE_FORM) != 0)
		return e;
	if (cx->schema == NULL || cx->schema->body == NULL)
		return check_nothing(cx);
	if (cx->req->body_length == 0 && !cx->schema->body_required)
		return NULL;
	e = read_json(cx);
	if (e != NULL)
		return e;
	return schema_check(cx->arena, cx->schema->body, cx->body);
}

const char *
input_cursor(const struct ctx *cx, const char *place)
{
	return cursor_seal(cx->arena, cx->worker->keys.cursor, list_of(cx),
	    place);
}

/* Percent-encodes all but the unreserved characters of RFC 3986. */
static const char *
encode(struct arena *a, const char *s)
{
	static const char hex[] = "0123456789ABCDEF";
	char *out = arena_zalloc(a, strlen(s) * 3 + 1), *to = out;

	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		if (strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			   "abcdefghijklmnopqrstuvwxyz0123456789-._~",
			c) != NULL) {
			*to++ = (char)c;
			continue;
		}
		*to++ = '%';
		*to++ = hex[c >> 4];
		*to++ = hex[c & 15U];
	}
	return out;
}

const char *
input_next_url(const struct ctx *cx, const char *cursor)
{
	const struct query *q = &cx->req->query;
	const char *name = cursor_name(cx->route);
	const char *url = arena_printf(cx->arena, "%s%s?%s=%s",
	    cx->worker->settings->base_url, cx->req->path, name, cursor);
	size_t i;

	for (i = 0; i < q->count; i++)
		if (q->pairs[i].value[0] != '\0' &&
		    strcmp(q->pairs[i].name, name) != 0)
			url = arena_printf(cx->arena, "%s&%s=%s", url,
			    encode(cx->arena, q->pairs[i].name),
			    encode(cx->arena, q->pairs[i].value));
	return url;
}
