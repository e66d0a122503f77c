/*
 * local.h - the API called from inside this program, without HTTP.
 *
 * `fairlot import scheme` says what it has to say through the same pipeline
 * as everybody else: same checks, same transactions, same answers.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_LOCAL_H
#define API_LOCAL_H

#include "api/worker.h"
#include "core/arena.h"

struct local_answer { /* text is arena, or NULL */
	int status;
	const char *body;
	const char *location; /* absolute */
	const char *etag;
};

/* Calls an operation as the session sid (borrowed; NULL: nobody). json_body
 * may be NULL. The answer lives as long as the arena. */
struct local_answer
api_local_call(struct worker *w, struct arena *a, const char *sid,
    const char *method, const char *path, const char *json_body);

#endif
