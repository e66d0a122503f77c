/*
 * problem.c - errors as the world sees them: RFC 9457.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/problem.h"

#include <string.h>

#include "api/config.h"
#include "api/json.h"
#include "api/openapi.h"

static json_t *
fault_json(const struct err *e)
{
	json_t *fault = json_object();

	if (e->parameter != NULL)
		json_object_set_new(fault, "parameter",
		    json_string(e->parameter));
	else
		json_object_set_new(fault, "pointer",
		    json_string(e->pointer != NULL ? e->pointer : "#"));
	json_object_set_new(fault, "detail", json_string(e->detail));
	return fault;
}

static size_t
count_faults(const struct err *e)
{
	size_t n;

	for (n = 0; e != NULL; e = e->next)
		n++;
	return n;
}

/* Faults belong to a place in what was sent; a plain "no" has none. */
static bool
has_faults(const struct err *e)
{
	return e->pointer != NULL || e->parameter != NULL ||
	       (e->kind == ERR_INVALID && e->next != NULL);
}

static void
add_faults(json_t *document, const struct err *e)
{
	json_t *faults = json_array();
	int shown;

	json_object_set_new(document, "errors", faults);
	for (shown = 0; e != NULL && shown < LIMIT_ERRORS_SHOWN; shown++) {
		json_array_append_new(faults, fault_json(e));
		e = e->next;
	}
	if (e != NULL)
		json_object_set_new(document, "errors_truncated", json_true());
}

static const char *
detail_of(struct arena *a, const struct err *e)
{
	size_t n = count_faults(e);

	if (e->kind == ERR_INTERNAL)
		return "Something went wrong on our side. The request id "
		       "will help us to find it.";
	if (e->kind == ERR_INVALID && n > LIMIT_ERRORS_SHOWN)
		return arena_printf(a,
		    "More than %d values need your attention.",
		    LIMIT_ERRORS_SHOWN);
	if (e->kind == ERR_INVALID && n > 1)
		return arena_printf(a, "%zu values need your attention.", n);
	return e->detail;
}

static const char *
document_of(struct arena *a, const struct problem *p, const struct err *e)
{
	json_t *d = json_keep(a, json_object());

	json_object_set_new(d, "type",
	    json_string(arena_printf(a, "%s/problems/%s", p->base_url,
		err_slug(e->kind))));
	json_object_set_new(d, "title", json_string(err_title(e->kind)));
	json_object_set_new(d, "status", json_integer(err_status(e->kind)));
	json_object_set_new(d, "detail", json_string(detail_of(a, e)));
	json_object_set_new(d, "instance", json_string(p->instance));
	json_object_set_new(d, "request_id", json_string(p->request_id));
	if (has_faults(e))
		add_faults(d, e);
	return json_compact(a, d);
}

/* Seconds until trying again helps; 0: no promise. */
static int
retry_after(const struct err *e)
{
	if (e->retry_after > 0)
		return e->retry_after;
	switch (err_status(e->kind)) {
	case 503:
		return RETRY_UNAVAILABLE_SECONDS;
	case 429:
		return RATE_WINDOW_SECONDS;
	default:
		return e->kind == ERR_IDEMPOTENCY_IN_PROGRESS
			   ? RETRY_UNAVAILABLE_SECONDS
			   : 0;
	}
}

static void
add_headers(struct response *res, struct arena *a, const struct problem *p,
    const struct err *e)
{
	int seconds = retry_after(e);

	if (e->kind == ERR_UNAUTHENTICATED)
		response_header(res, "WWW-Authenticate",
		    p->token_given
			? "Bearer realm=\"fairlot\", error=\"invalid_token\""
			: "Bearer realm=\"fairlot\"");
	if (p->allow != NULL)
		response_header(res, "Allow", p->allow);
	if (seconds > 0)
		response_header(res, "Retry-After",
		    arena_printf(a, "%d", seconds));
}

void
problem_respond(struct response *res, struct arena *a, const struct problem *p,
    const struct err *e)
{
	res->status = err_status(e->kind);
	res->content_type = "application/problem+json";
	res->body = document_of(a, p, e);
	res->length = strlen(res->body);
	res->etag = NULL;
	res->location = NULL;
	add_headers(res, a, p, e);
}

/* As openapi/problems.yaml explains it. */
static const char *
description(const char *slug)
{
	size_t i;

	for (i = 0; problem_descriptions[i][0] != NULL; i++)
		if (strcmp(problem_descriptions[i][0], slug) == 0)
			return problem_descriptions[i][1];
	return "";
}

const char *
problem_page(struct arena *a, const char *slug)
{
	enum err_kind kind;
	json_t *d;

	if (!err_kind_by_slug(slug, &kind))
		return NULL;
	d = json_keep(a, json_object());
	json_object_set_new(d, "slug", json_string(slug));
	json_object_set_new(d, "title", json_string(err_title(kind)));
	json_object_set_new(d, "status", json_integer(err_status(kind)));
	json_object_set_new(d, "detail", json_string(description(slug)));
	return json_compact(a, d);
}
