/*
 * request.h - one request, read with limits, before anybody believes it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_REQUEST_H
#define API_REQUEST_H

#include <stdbool.h>
#include <stddef.h>

#include "api/query.h"
#include "api/route.h"
#include "core/err.h"

/* Where a request comes from: FastCGI, a test, or this very process. */
struct source {
	char *const *env; /* "NAME=value", ends with NULL; borrowed */
	/* Up to size bytes of the body into buf; fewer only at its end. */
	size_t (*read)(void *stream, char *buf, size_t size);
	void *stream;
	const char *session; /* local calls: in place of a token; or NULL */
};

/* All text is borrowed from the source or arena; NULL means not given. */
struct request {
	const char *id; /* X-Request-Id, or one made here; never NULL */
	const char *method_name;
	enum method method; /* METHOD__MAX: none that any route has */
	bool head;          /* a GET whose body is not sent */
	const char *path;   /* never NULL; "/" when it could not be read */
	const char *query_text;
	struct query query;
	struct err *query_fault; /* why query is empty */

	const char *accept, *authorization, *content_encoding, *content_type,
	    *cookie, *fetch_site, *idempotency_key, *if_match, *if_none_match,
	    *origin, *purpose, *remote_address;

	/* By request_take_body(); until then nobody has read it. */
	const char *body; /* NUL-terminated; NULL with body_fault */
	size_t body_length;
	struct err *body_fault; /* why there is none, when there was one */
	size_t announced;       /* its Content-Length; SIZE_MAX: no length */
	const struct source *source;
	bool taken; /* nothing more can be read */
	const char *session;
};

/*
 * Reads src into *out, which is always complete enough for an answer and a
 * log line. The error is one that no sign-in could cure: a path or a header
 * that we will not interpret. Faults of the query string and of the body stay
 * in *out, because 401 and 403 are said before them.
 */
MUST_CHECK struct err *
request_read(struct arena *a, const struct source *src, struct request *out);

/* Reads the body into memory: body, or body_fault. */
void request_take_body(struct arena *a, struct request *req);

/* Reads the body piece by piece instead, once, and hands over each piece by
 * give(); an error of its ends it. ERR_TOO_LARGE above most bytes,
 * ERR_MALFORMED where it is shorter than it should be or not there,
 * ERR_UNAVAILABLE where it was read before. */
MUST_CHECK struct err *
request_stream_body(struct arena *a, struct request *req, size_t most,
    struct err *(*give)(void *state, const void *buf, size_t n), void *state);

/* NULL if the Accept header admits media_type, ERR_NOT_ACCEPTABLE if not. */
MUST_CHECK struct err *request_accepts(struct arena *a,
    const struct request *req, const char *media_type);

/* NULL if the body is said to be media_type in UTF-8, not compressed. */
MUST_CHECK struct err *request_body_is(struct arena *a,
    const struct request *req, const char *media_type);

/* The value of that cookie, arena; NULL without one, or with two. */
const char *
request_cookie(struct arena *a, const struct request *req, const char *name);

#endif
