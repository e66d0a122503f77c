/*
 * ctx.c - what a handler may do: run statements, and answer.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/ctx.h"

#include <stdarg.h>
#include <string.h>

#include "api/bind.h"
#include "api/match.h"
#include "api/request.h"
#include "api/response.h"
#include "api/worker.h"

const char *
cx_path(const struct ctx *cx, const char *name)
{
	return match_value(cx->match, name);
}

const char *
cx_query(const struct ctx *cx, const char *name)
{
	const char *value = query_get(&cx->req->query, name);

	return value != NULL && value[0] != '\0' ? value : NULL;
}

static const char *const *
bound(struct ctx *cx, enum stmt stmt, va_list ap)
{
	size_t i, n = bind_count_args(stmt);
	const char **args = arena_zalloc_array(cx->arena, n + 1, sizeof(*args));

	for (i = 0; i < n; i++)
		args[i] = va_arg(ap, const char *);
	return bind_params(cx, stmt, args, NULL);
}

struct err *
cx_exec(struct ctx *cx, enum stmt stmt, const struct rows **out, ...)
{
	const char *const *params;
	va_list ap;

	va_start(ap, out);
	params = bound(cx, stmt, ap);
	va_end(ap);
	return db_exec(cx->db, cx->arena, stmt, params, out);
}

struct err *
cx_queue(struct ctx *cx, enum stmt stmt, ...)
{
	va_list ap;

	va_start(ap, stmt);
	(void)db_add(cx->db, stmt, bound(cx, stmt, ap));
	va_end(ap);
	/* Never so many that the next handful finds no room. */
	return db_waiting(cx->db) < DB_QUEUE_MAX / 2
		   ? NULL
		   : db_sync(cx->db, cx->arena);
}

struct err *
cx_event(struct ctx *cx, const char *type, const char *subject_id,
    const char *referral_id, const char *audience)
{
	return cx_queue(cx, STMT_EVENT_INSERT, type, subject_id, referral_id,
	    audience);
}

struct err *
cx_may(struct ctx *cx, const struct lifecycle *l, int act, int state)
{
	return lifecycle_check_as(cx->arena, l, act, cx->caller.role, state);
}

struct err *
cx_did(struct ctx *cx, const struct lifecycle *l, int act,
    const char *subject_id, const char *referral_id, const char *audience)
{
	return cx_event(cx, lifecycle_event(l, act), subject_id, referral_id,
	    audience);
}

struct err *
respond_text(struct ctx *cx, int status, const char *json, const char *location)
{
	return respond_tagged(cx, status, json, response_etag(cx->arena, json),
	    location);
}

struct err *
respond_tagged(struct ctx *cx, int status, const char *json, const char *etag,
    const char *location)
{
	struct response *res = cx->res;

	res->status = status;
	res->content_type = "application/json";
	res->body = json;
	res->length = strlen(json);
	res->etag = etag;
	if (location != NULL)
		res->location = arena_printf(cx->arena, "%s%s",
		    cx->worker->settings->base_url, location);
	return NULL;
}

struct err *
respond_shown(struct ctx *cx, int status, enum stmt stmt, const char *id,
    const char *location)
{
	const char *const *params = bind_params(cx, stmt, NULL, id);
	const struct rows *rows = NULL;
	const char *body = NULL;
	struct err *e;

	e = db_exec(cx->db, cx->arena, stmt, params, &rows);
	if (e != NULL)
		return e;
	if (rows_count(rows) > 0)
		body = rows_text(rows, 0, rows_col(rows, "body"));
	if (body == NULL)
		return err_new(cx->arena, ERR_NOT_FOUND,
		    "It is not there, or not yours to see.");
	return respond_text(cx, status, body, location);
}

struct err *
respond_empty(struct ctx *cx)
{
	cx->res->status = 204;
	cx->res->content_type = NULL;
	cx->res->body = NULL;
	cx->res->length = 0;
	cx->res->etag = NULL;
	return NULL;
}

bool
cx_sound(const struct ctx *cx, const char *pointer)
{
	return !err_touches(cx->faults, pointer);
}

struct err *
cx_faults(struct ctx *cx, struct err *found)
{
	if (cx->faults == NULL)
		return found;
	if (found != NULL && found != cx->faults && found->kind == ERR_INVALID)
		err_append_elsewhere(&cx->faults, found);
	return cx->faults;
}

const char *
body_text(const struct ctx *cx, const char *name)
{
	return json_string_value(json_object_get(cx->body, name));
}

int64_t
body_int(const struct ctx *cx, const char *name, int64_t fallback)
{
	const json_t *value = json_object_get(cx->body, name);

	return json_is_integer(value) ? json_integer_value(value) : fallback;
}
