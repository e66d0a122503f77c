/*
 * response.h - one answer, until it is sent.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_RESPONSE_H
#define API_RESPONSE_H

#include <stdbool.h>
#include <stddef.h>

#include "api/config.h"
#include "core/arena.h"

struct response {
	int status;
	const char *content_type; /* NULL: no body */
	const char *body;         /* borrowed or arena; may be NULL */
	size_t length;
	/* Instead of body, length bytes piece by piece: up to size into buf,
	 * fewer at the end or where it cannot go on; state is arena. */
	size_t (*produce)(void *state, char *buf, size_t size);
	void *state;
	const char *etag;     /* with its quotes; NULL: none */
	const char *location; /* absolute; NULL: none */
	size_t count;
	struct {
		const char *name, *value;
	} headers[LIMIT_RESPONSE_HEADERS];
};

/* Adds a header; name and value are borrowed until the answer is sent. A
 * value with CR, LF or NUL, or one header too many, aborts: it would be a
 * forged answer, and only a mistake of ours can lead there. */
void response_header(struct response *res, const char *name, const char *value);

/* The value of that header, or NULL. */
const char *response_header_value(const struct response *res, const char *name);

/* A strong entity tag of a representation; arena. */
const char *response_etag(struct arena *a, const char *body);

/* Everything before the body, as a FastCGI answer writes it; arena. */
const char *response_head(struct arena *a, const struct response *res);

/* The reason phrase of a status, e.g. "Not Found". */
const char *response_reason(int status);

#endif
