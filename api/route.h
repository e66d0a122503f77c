/*
 * route.h - the shape of one row in the table of routes.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_ROUTE_H
#define API_ROUTE_H

#include <stddef.h>

#include "core/vocab.h"
#include "db/stmt.h"

struct ctx;
struct err;

enum method { GET, POST, PUT, PATCH, DELETE, METHOD__MAX };

/* Who may call: bits 1 << enum role, and PUBLIC for no token at all. */
#define LEAD      (1u << ROLE_LEAD)
#define COUNCIL   (1u << ROLE_COUNCIL)
#define PROVIDER  (1u << ROLE_PROVIDER)
#define AUDITOR   (1u << ROLE_AUDITOR)
#define PORTAL    (1u << ROLE_PORTAL)
#define PUBLIC    (1u << ROLE__MAX)
#define SIGNED_IN (LEAD | COUNCIL | PROVIDER | AUDITOR | PORTAL)

/*
 * What a write holds until its transaction ends: advisory locks, taken after
 * enter() and before stmt, so that stmt sees what the one before committed.
 * The key is pg_advisory_xact_lock(hashtextextended(x, 0)), where x is the
 * name and the value of the FIRST id of the path, "referral_id 0f1e...": the
 * referral of everything under /v1/referrals/{referral_id}, the application of
 * its entries, the scheme of its councils, the thing itself at the top level.
 * Handlers of bids lock the referral they belong to with the same key
 * themselves. Only the roles that the route allows get a lock at all.
 */
enum lock {
	LOCK_NONE,
	/* That id together with others; and, where the path has two, the pair
	 * "<first>/<second>" alone, within the caller's organisation: one
	 * home's bid on one referral. */
	LOCK_SHARED,
	LOCK_EXCLUSIVE, /* that id alone */
};

enum kind {
	KIND_READ,  /* stmt gives `body`: one round trip, no C but where the
		     * answer is not all in the database: then handler makes
		     * it of the row, after the transaction */
	KIND_LIST,  /* stmt gives `body` and `next`, and whatever else stands
		     * beside the items: one round trip, no C but
		     * where the items need words that are not in the
		     * database: then handler finds the whole answer in cx->res
		     * and gives another */
	KIND_WRITE, /* a transaction around handler */
	KIND_PLAIN, /* no transaction of the framework's; handler does it all */
};

enum {                             /* flags */
	ROUTE_CREATES = 1 << 0,    /* PUT: the thing need not exist yet */
	ROUTE_NO_MATCH = 1 << 1,   /* PUT, PATCH, DELETE without If-Match */
	ROUTE_MAY_MATCH = 1 << 13, /* POST: If-Match, if it comes, must name
				    * what route_judged() shows */
	ROUTE_NEEDS_KEY = 1 << 2,  /* POST: Idempotency-Key is required */
	ROUTE_NO_KEY = 1 << 3,     /* POST: gives a secret, never replayed */
	ROUTE_FORM = 1 << 4,       /* body is a form, not JSON */
	ROUTE_CACHEABLE = 1 << 5,  /* public page: 60 s */
	ROUTE_RAW = 1 << 6,        /* the body is not JSON (svg) */
	ROUTE_HTML = 1 << 12,      /* RAW: it is a piece of HTML instead */
	ROUTE_AFTER = 1 << 7,      /* the cursor is called "after" */
	ROUTE_LOGS_READ = 1 << 8,  /* a read: who makes it is written down */
	ROUTE_STREAMED = 1 << 10,  /* PUT: handler reads the body, which may be
				    * large, piece by piece */
	ROUTE_CONTENT = 1 << 11,   /* GET: handler says the media type */
	ROUTE_RULES_TOO = 1 << 9, /* KIND_WRITE: a body of the wrong shape comes
				   * to the handler too; see cx_sound() */
};

struct route {
	enum method method;
	const char *path; /* {x} matches one segment; {x_id} a UUID */
	unsigned who;     /* any one of these */
	enum kind kind;
	/*
	 * READ, LIST: the statement that answers.
	 * WRITE: the statement that shows the thing the path names, bound from
	 * the path alone. It must give a row, or the answer is 404 (unless
	 * ROUTE_CREATES); its body is what If-Match is compared with.
	 * STMT__MAX: there is no such thing (POST to a collection).
	 */
	enum stmt stmt;
	enum lock lock;
	unsigned flags;
	struct err *(*handler)(struct ctx *cx);
	const char *operation; /* operationId in openapi/ */
};

extern const struct route routes[];
extern const size_t routes_count;

/*
 * The statement that shows what somebody judges who does this act, and whose
 * body If-Match is compared with: the route's own, but for an act on one thing
 * that is judged by another, such as a decision by the assessment.
 */
enum stmt route_judged(const struct route *r);

#endif
