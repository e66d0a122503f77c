/*
 * child.h - a process of ours that is started again when it ends.
 * SPDX-License-Identifier: Apache-2.0
 *
 * It is this program with another word behind its name, executed anew: it has
 * nothing of our memory, no key and no connection.
 */
#ifndef JOBS_CHILD_H
#define JOBS_CHILD_H

#include <stdbool.h>
#include <sys/types.h>
#include <time.h>

#include "core/err.h"

struct child {
	const char *word; /* "webhooks": fairlot webhooks */
	pid_t pid;        /* 0: it does not run */
	time_t started, again;
	time_t pause; /* s; grows while it ends soon */
};

/* Starts it unless it runs or has to wait for its next chance. An error when
 * it has ended since the last call. now: of any steady clock. */
MUST_CHECK struct err *child_keep(struct child *c, struct arena *a, time_t now);

/* Asks all of them to end at once, and insists after some seconds. */
void children_end(struct child *const *c, size_t count);

#endif
