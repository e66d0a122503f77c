/*
 * problem.h - errors as the world sees them.
 *
 * problem.c is the only file that knows RFC 9457.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_PROBLEM_H
#define API_PROBLEM_H

#include <stdbool.h>

#include "api/response.h"
#include "core/err.h"

struct problem {
	const char *base_url; /* of problem types */
	const char *instance; /* the path that was asked for */
	const char *request_id;
	bool token_given;  /* 401: one was sent, and it was no good */
	const char *allow; /* 405: the methods there are */
};

/* Makes res the problem document of e and of all that hangs on it. Headers
 * that res has already stay. What only the log may know is not shown:
 * ERR_INTERNAL is always the same sentence. */
void problem_respond(struct response *res, struct arena *a,
    const struct problem *p, const struct err *e);

/* The document GET /problems/{slug} shows; arena, or NULL if no kind of error
 * is called that. */
const char *problem_page(struct arena *a, const char *slug);

#endif
