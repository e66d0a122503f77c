/*
 * rate.h - how much each principal has asked for lately, over all workers.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_RATE_H
#define API_RATE_H

#include <stdint.h>

struct rate;

struct rate_state {
	unsigned quota;     /* requests in a window; 0: no limit */
	unsigned remaining; /* of this window */
	unsigned reset;     /* seconds until the window is over */
	int exceeded;       /* this request is one too many */
};

/* A table in memory that this process and those it forks share. Aborts if
 * there is none to be had. quota 0 counts nothing. Free with rate_free(). */
struct rate *rate_new(unsigned quota);
void rate_free(struct rate *r);

/* Counts one request of principal at now (seconds since 1970). When the
 * table is full the quietest neighbour is forgotten: a limit may be missed
 * then, never imposed on the wrong one. */
struct rate_state
rate_count(struct rate *r, const char *principal, int64_t now);

#endif
