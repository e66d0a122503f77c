/*
 * bind.c - the parameters of a statement, from wherever its comment says.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/bind.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/match.h"
#include "api/request.h"
#include "api/worker.h"
#include "core/compiler.h"
#include "core/event.h"

static const char *
caller_value(const struct ctx *cx, const char *name)
{
	const struct {
		const char *name, *value;
	} values[] = {
		{ "organisation", cx->caller.organisation },
		{ "user", cx->caller.user },
		{ "client", cx->caller.client },
		{ "session", cx->caller.session },
		{ "name", cx->caller.name },
		{ "role", role_name(cx->caller.role) },
	};
	size_t i;

	/* Worked out only for who asks. */
	if (strcmp(name, "told") == 0)
		return event_types_told(cx->arena, cx->caller.role);
	if (strcmp(name, "topics") == 0)
		return event_topics(cx->arena);
	for (i = 0; i < ARRAY_LEN(values); i++)
		if (strcmp(values[i].name, name) == 0)
			return values[i].value;
	fprintf(stderr, "bind: a caller has no %s\n", name);
	abort();
}

static const char *
setting_value(const struct ctx *cx, const char *name)
{
	if (strcmp(name, "enquiries") == 0)
		return cx->worker->settings->enquiries ? "true" : "false";
	fprintf(stderr, "bind: there is no setting %s\n", name);
	abort();
}

/* The body as it came: PostgreSQL then reads the decimals that were sent. */
static const char *
body_value(struct ctx *cx, const char *name)
{
	const json_t *value;

	if (cx->body == NULL)
		return NULL;
	if (name == NULL)
		return cx->req->body;
	value = json_object_get(cx->body, name);
	if (value == NULL || json_is_null(value))
		return NULL;
	if (json_is_string(value))
		return json_string_value(value);
	return json_compact(cx->arena, value);
}

static const char *
bind_value(struct ctx *cx, const struct bind *b, const char *elsewhere)
{
	const char *value;

	switch (b->from) {
	case BIND_PATH:
		value = cx_path(cx, b->name);
		return value != NULL ? value : elsewhere;
	case BIND_QUERY:
		return cx_query(cx, b->name);
	case BIND_BODY:
		return body_value(cx, b->name);
	case BIND_CALLER:
		return caller_value(cx, b->name);
	case BIND_SETTING:
		return setting_value(cx, b->name);
	case BIND_CURSOR:
		return cx->place;
	case BIND_LIMIT:
		return cx->limit;
	case BIND_ARG:
	default:
		return NULL;
	}
}

const char *const *
bind_params(struct ctx *cx, enum stmt stmt, const char *const *args,
    const char *elsewhere)
{
	const struct stmt_text *s = &stmts[stmt];
	const char **params = arena_zalloc_array(cx->arena,
	    (size_t)s->params + 1, sizeof(*params));
	int i;

	for (i = 0; i < s->params; i++) {
		if (s->binds[i].from == BIND_ARG)
			params[i] = args != NULL ? *args++ : elsewhere;
		else
			params[i] = bind_value(cx, &s->binds[i], elsewhere);
	}
	return params;
}

static size_t
count(enum stmt stmt, enum bind_from from)
{
	const struct stmt_text *s = &stmts[stmt];
	size_t n = 0;
	int i;

	for (i = 0; i < s->params; i++)
		n += s->binds[i].from == from;
	return n;
}

bool
bind_needs_caller(enum stmt stmt)
{
	return count(stmt, BIND_CALLER) > 0;
}

size_t
bind_count_args(enum stmt stmt)
{
	return count(stmt, BIND_ARG);
}
