/*
 * dispatch.c - from a request to its answer.
 *
 * read (with limits) -> match (404, 405) -> authenticate (401) -> one round
 * trip that begins, enters the session, locks and looks -> role (403) -> is
 * it there (404) -> body (400, 415, 422) -> preconditions (412, 428) ->
 * idempotency -> handler -> commit -> answer -> one log line.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/dispatch.h"

#include <sodium.h>
#include <string.h>
#include <time.h>

#include "api/attempts.h"
#include "api/ctx.h"
#include "api/identify.h"
#include "api/input.h"
#include "api/log.h"
#include "api/match.h"
#include "api/problem.h"
#include "api/schema.h"
#include "api/serve.h"

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void
settle(struct worker *w)
{
	db_settle(w->staff);
	db_settle(w->for_public);
}

/* Two that collided should not collide again at once. */
static void
pause_a_little(void)
{
	struct timespec t = { 0 };

	t.tv_nsec = 1000000L * (1 + (long)randombytes_uniform(RETRY_JITTER_MS));
	nanosleep(&t, NULL);
}

static struct err *
run_plain(struct ctx *cx, struct err *fault)
{
	if (fault == NULL)
		fault = input_body(cx);
	return fault != NULL ? fault : cx->route->handler(cx);
}

/*
 * A handler's only effects are its transaction and its answer, so after a
 * deadlock all of it is simply run again. The arena is not reset in between:
 * the request lives there, and three attempts fit.
 */
static struct err *
run(struct ctx *cx, struct err *fault)
{
	const struct ctx fresh_ctx = *cx;
	const struct response fresh = *cx->res;
	struct err *e;
	int attempt;

	for (attempt = 1;; attempt++) {
		e = serve(cx, fault);
		if (!db_may_retry(e) || attempt == RETRY_ATTEMPTS)
			return e;
		settle(cx->worker);
		pause_a_little();
		*cx = fresh_ctx;
		*cx->res = fresh;
	}
}

static struct err *
answer(struct ctx *cx, struct match *match)
{
	struct err *e, *fault;

	cx->match = match;
	e = match_route(cx->arena, routes, routes_count, cx->req->method,
	    cx->req->path, match);
	/* What is stored as it comes is not read into memory. */
	if (e != NULL || (match->route->flags & ROUTE_STREAMED) == 0)
		request_take_body(cx->arena, cx->req);
	if (e != NULL)
		return e;
	cx->route = match->route;
	cx->schema = operation_schema_find(cx->route->operation);
	if ((cx->route->flags & ROUTE_CONTENT) == 0)
		e = request_accepts(cx->arena, cx->req,
		    serve_media_type(cx->route));
	if (e == NULL)
		e = identify(cx);
	if (e != NULL)
		return e;
	fault = input_query(cx);
	if (cx->route->kind == KIND_PLAIN)
		return run_plain(cx, fault);
	serve_learn_sandbox(cx->worker, cx->arena);
	e = run(cx, fault);
	return e != NULL ? attempt_note(cx, e) : NULL;
}

/* Drops what a half-made answer may hold; rate limits stay. */
static void
respond_problem(struct ctx *cx, const struct match *match, const struct err *e)
{
	const struct problem p = {
		.base_url = cx->worker->settings->base_url,
		.instance = cx->req->path,
		.request_id = cx->req->id,
		.token_given = cx->req->authorization != NULL,
		.allow = match->allow,
	};
	struct response kept = *cx->res;
	size_t i;

	*cx->res = (struct response){ 0 };
	for (i = 0; i < kept.count; i++)
		if (strncmp(kept.headers[i].name, "RateLimit", 9) == 0)
			response_header(cx->res, kept.headers[i].name,
			    kept.headers[i].value);
	problem_respond(cx->res, cx->arena, &p, e);
}

/* What every answer carries. */
static void
add_common_headers(struct ctx *cx)
{
	struct response *res = cx->res;
	bool cacheable = cx->route != NULL && cx->session == NULL &&
			 (cx->route->flags & ROUTE_CACHEABLE) != 0 &&
			 res->status < 400;

	response_header(res, "X-Request-Id", cx->req->id);
	response_header(res, "Cache-Control",
	    cacheable
		? arena_printf(cx->arena, "public, max-age=%d", CACHE_SECONDS)
		: "no-store");
	if (cacheable)
		response_header(res, "Vary", "Authorization");
	if (cx->worker->sandbox)
		response_header(res, "Sandbox", "true");
}

void
dispatch(struct worker *w, struct arena *a, const struct source *src,
    struct response *res, bool *send_body)
{
	int64_t start = now_ms();
	struct request req;
	struct match match = { 0 };
	struct ctx cx = { .arena = a, .worker = w, .req = &req, .res = res };
	struct err *e;

	*res = (struct response){ 0 };
	cx.caller.role = ROLE__MAX;
	e = request_read(a, src, &req);
	if (e == NULL)
		e = answer(&cx, &match);
	if (e != NULL)
		respond_problem(&cx, &match, e);
	add_common_headers(&cx);
	*send_body = !req.head;
	settle(w);
	log_request(&cx, e, now_ms() - start);
}
