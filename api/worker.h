/*
 * worker.h - what outlives a request, and the loop that serves them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_WORKER_H
#define API_WORKER_H

#include <stdbool.h>

#include "api/keyring.h"
#include "api/keys.h"
#include "api/settings.h"
#include "db/db.h"

struct password_gate;
struct rate;
struct tokens;

struct worker {
	const struct settings *settings;
	struct keys keys;
	struct keyring texts; /* of personal text; see personal.h */
	struct tokens *tokens;
	struct rate *rate; /* shared with the other workers */
	struct password_gate *gate;
	struct db *staff;      /* for whoever has a session */
	struct db *for_public; /* for whoever has none */
	bool sandbox, sandbox_known;
	char *openapi_etag; /* of half a megabyte that never changes */
};

/* Everything a request needs but its memory. settings and rate are borrowed.
 * NULL, with a line on stderr, if the keys cannot be read. The connections
 * are opened when they are first used. Free with worker_free(). */
struct worker *worker_new(const struct settings *settings, struct rate *rate);
void worker_free(struct worker *w);

/* Serves requests from the listening socket until SIGTERM, of which it makes
 * sure that none is lost and none interrupts a request. Returns the exit
 * status of the process. */
int worker_run(struct worker *w, int listen_fd);

#endif
