/*
 * identify.c - who is calling, and whether they may.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/identify.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "api/config.h"
#include "api/rate.h"
#include "api/request.h"
#include "api/response.h"
#include "api/token.h"
#include "api/worker.h"

/* Whoever asks for a token may still hold an old one, or HTTP Basic. */
static bool
gives_token(const struct route *r)
{
	return r->who == PUBLIC && (r->flags & ROUTE_NO_KEY) != 0;
}

static struct err *
read_token(struct ctx *cx, const char **principal)
{
	const char *header = cx->req->authorization;
	struct claims claims;
	struct err *e;

	if (gives_token(cx->route))
		return NULL;
	if (header == NULL && (cx->route->who & PUBLIC) != 0)
		return NULL;
	if (header == NULL)
		return err_new(cx->arena, ERR_UNAUTHENTICATED,
		    "An access token is needed here.");
	if (strncasecmp(header, "Bearer ", 7) != 0)
		return err_new(cx->arena, ERR_UNAUTHENTICATED,
		    "Only Bearer tokens are understood here.");
	e = token_verify(cx->worker->tokens, cx->arena, header + 7,
	    (int64_t)time(NULL), &claims);
	if (e != NULL)
		return e;
	cx->session = arena_dup(cx->arena, claims.session);
	*principal = arena_dup(cx->arena, claims.subject);
	return NULL;
}

static struct err *
count_request(struct ctx *cx, const char *principal)
{
	struct rate_state s =
	    rate_count(cx->worker->rate, principal, (int64_t)time(NULL));
	struct err *e;

	if (s.quota == 0)
		return NULL;
	response_header(cx->res, "RateLimit-Policy",
	    arena_printf(cx->arena, "\"default\";q=%u;w=%d", s.quota,
		RATE_WINDOW_SECONDS));
	response_header(cx->res, "RateLimit",
	    arena_printf(cx->arena, "\"default\";r=%u;t=%u", s.remaining,
		s.reset));
	if (!s.exceeded)
		return NULL;
	e = err_new(cx->arena, ERR_TOO_MANY_REQUESTS,
	    "The limit is %u requests in %d seconds.", s.quota,
	    RATE_WINDOW_SECONDS);
	e->retry_after = (int)s.reset;
	return e;
}

struct err *
identify(struct ctx *cx)
{
	const char *principal = cx->req->remote_address;
	struct err *refused, *limited;

	if (cx->req->session != NULL) {
		cx->session = cx->req->session;
		return NULL;
	}
	refused = read_token(cx, &principal);
	limited = count_request(cx, principal);
	return limited != NULL ? limited : refused;
}

static const char *
column(const struct rows *rows, const char *name)
{
	return rows_text(rows, 0, rows_col(rows, name));
}

struct err *
authorise(struct ctx *cx, struct err *e)
{
	const struct rows *row = db_result(cx->db, 0);
	enum role role;

	if (cx->session == NULL)
		return e;
	if (rows_count(row) == 0 || !role_parse(column(row, "role"), &role))
		return e != NULL ? e
				 : err_new(cx->arena, ERR_UNAUTHENTICATED,
				       "This session is over.");
	cx->caller = (struct caller){
		.role = role,
		.session = cx->session,
		.user = column(row, "user_id"),
		.client = column(row, "client_id"),
		.organisation = column(row, "organisation_id"),
		.name = column(row, "name"),
	};
	if ((cx->route->who & 1U << role) == 0)
		return err_new(cx->arena, ERR_FORBIDDEN,
		    "This is not for %s to do or to see.", role_in_words(role));
	return e;
}
