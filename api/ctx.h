/*
 * ctx.h - everything one request may touch, and how a handler answers.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_CTX_H
#define API_CTX_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "api/json.h" /* json_compact() */
#include "api/route.h"
#include "core/arena.h"
#include "core/err.h"
#include "core/lifecycle.h"
#include "db/db.h"

struct match;
struct operation_schema;
struct request;
struct response;
struct worker; /* what outlives a request: keys, connections, configuration */

/* Who is calling, as the session row says in this very transaction. All
 * members are NULL or ROLE__MAX for nobody. */
struct caller {
	enum role role;
	const char *session;
	const char *user;   /* id of the person; NULL for a machine client */
	const char *client; /* id of the machine client; NULL for a person */
	const char *organisation;
	const char *name; /* of the person or client */
};

struct ctx {
	struct arena *arena; /* memory of this request */
	struct db *db;       /* inside a transaction, as the route asks */
	struct worker *worker;
	struct request *req;
	const struct route *route;
	struct caller caller;
	json_t *body; /* borrowed; NULL without one. Valid against openapi/ but
		       * for ROUTE_RULES_TOO, where faults tells */
	struct err *faults; /* of the body's shape, with ROUTE_RULES_TOO */
	const struct rows *shown; /* row of the route's stmt; may be empty */
	struct response *res;

	bool noted; /* an attempt that was refused is on record already */

	/* For dispatch.c and bind.c alone. */
	const struct match *match;
	const struct operation_schema *schema; /* NULL: takes nothing */
	const char *session; /* that the token points to, not yet looked up */
	const char *place;   /* where a list goes on, or NULL */
	const char *limit;   /* rows of a page */
};

/* The {name} part of the path (a lower-case UUID for {x_id}); a query
 * parameter, checked against openapi/, or NULL when none or an empty one came:
 * forms send the fields that were left empty, too. */
const char *cx_path(const struct ctx *cx, const char *name);
const char *cx_query(const struct ctx *cx, const char *name);

/* Runs stmt in the request's transaction, its parameters bound as the
 * comment of the .sql file says; the variable arguments are its arg.*, in
 * order, each a const char * or NULL. out may be NULL. */
MUST_CHECK struct err *
cx_exec(struct ctx *cx, enum stmt stmt, const struct rows **out, ...);

/* The same for a statement whose rows nobody asks for: it is sent with the
 * next one, or with the COMMIT, so it costs no round trip. A refusal comes
 * from there. The texts are borrowed until then. */
MUST_CHECK struct err *cx_queue(struct ctx *cx, enum stmt stmt, ...);

/* Inserts one event of that type about the thing, in this transaction.
 * audience: comma-separated organisation ids that may read it; the caller's
 * own always may, NULL is nobody else. referral may be NULL. Sent and
 * borrowed as by cx_queue(). */
MUST_CHECK struct err *cx_event(struct ctx *cx, const char *type,
    const char *subject_id, const char *referral_id, const char *audience);

/* May the caller do it to a thing in this state: lifecycle_check_as(). */
MUST_CHECK struct err *
cx_may(struct ctx *cx, const struct lifecycle *l, int act, int state);

/* cx_event() with the type that the table gives the act. */
MUST_CHECK struct err *
cx_did(struct ctx *cx, const struct lifecycle *l, int act,
    const char *subject_id, const char *referral_id, const char *audience);

/* Answers with the `body` of stmt's row; 404 if there is no row. It is bound
 * like cx_exec(), except that id stands for every path.* that this path does
 * not have, and for every arg.*: so the statement of the GET shows what a
 * POST to the collection has made. location (for 201) is a path such as
 * "/v1/x/<id>"; NULL sends none. ETag is made from the body. */
MUST_CHECK struct err *respond_shown(struct ctx *cx, int status, enum stmt stmt,
    const char *id, const char *location);

/* Answers with a JSON text made elsewhere; arena. */
MUST_CHECK struct err *respond_text(struct ctx *cx, int status,
    const char *json, const char *location);

/* The same under an ETag already known, as response_etag() made it; NULL: what
 * is told is no resource, and has none. */
MUST_CHECK struct err *respond_tagged(struct ctx *cx, int status,
    const char *json, const char *etag, const char *location);

/* 204, no body. */
MUST_CHECK struct err *respond_empty(struct ctx *cx);

/*
 * Faults of shape and of rule are told together (ROUTE_RULES_TOO). A handler
 * then asks each rule only about members that cx_sound() calls sound, and
 * returns cx_faults() of what the rules found before it does anything. A body
 * with faults never comes to a commit, whatever the handler does.
 *
 * cx_sound: whether the shape has no fault at the pointer, such as "#/needs",
 * nor below or above it.
 * cx_faults: those found (NULL, or a chain) with those of the shape.
 */
bool cx_sound(const struct ctx *cx, const char *pointer);
MUST_CHECK struct err *cx_faults(struct ctx *cx, struct err *found);

/* Members of a validated body, for the caller who knows the schema. Borrowed.
 * Missing or null: NULL, or fallback. */
const char *body_text(const struct ctx *cx, const char *name);
int64_t body_int(const struct ctx *cx, const char *name, int64_t fallback);

#endif
