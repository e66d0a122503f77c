/*
 * client.h - asking the keeper. SPDX-License-Identifier: Apache-2.0
 *
 * Each call is one connection and one answer, within CLIENT_PATIENCE_MS of
 * silence. Errors are what the keeper said, by the slug of the problem, or
 * ERR_UNAVAILABLE where it does not answer.
 */
#ifndef ENVELOPE_CLIENT_H
#define ENVELOPE_CLIENT_H

#include <stdint.h>

#include "core/err.h"

enum { CLIENT_PATIENCE_MS = 6000 };

/* Who asks, for what request, at which socket. Borrowed. */
struct client {
	struct arena *arena;
	const char *socket;
	const char *session;
	const char *request;
};

/* A key pair's public half and its wrapped private one, each as a bytea
 * parameter; arena. */
struct client_key {
	const char *public_key;
	const char *wrapped;
};

/* A new pair for a referral with that deadline, in microseconds. */
MUST_CHECK struct err *client_new_key(const struct client *c,
    const char *referral, int64_t deadline, struct client_key *out);

/* The referral's own key, bound to a later deadline. Its public half is the
 * one that belongs to what was unwrapped, whatever the table says. */
MUST_CHECK struct err *client_extend(const struct client *c,
    const char *referral, int64_t deadline, struct client_key *out);

/* The text of the caller's own sealed bid; arena. NULL: it cannot be read any
 * more. */
MUST_CHECK struct err *client_read_own(const struct client *c,
    const char *referral, const char *establishment, const char **text);

/* Takes one opened bid; text is borrowed, NULL: it cannot be read. */
typedef struct err *
client_take(void *arg, const char *bid_id, const char *text);

/* All bids of a referral, in the order of their ids, each given to take();
 * whatever that returns ends it. It counts only once this returns NULL. */
MUST_CHECK struct err *client_open(const struct client *c, const char *referral,
    client_take *take, void *arg);

#endif
