/*
 * courier.h - sends webhooks, many at once, and trusts nobody on the way.
 * SPDX-License-Identifier: Apache-2.0
 *
 * The one file that speaks to the world outside. What it may connect to is
 * decided for each address that a name resolves to (core/net.h), at the moment
 * of the connection; everything a receiver can make long has a limit.
 */
#ifndef JOBS_COURIER_H
#define JOBS_COURIER_H

#include <stdint.h>

#include "core/arena.h"
#include "core/net.h"
#include "core/vocab.h"

enum {
	COURIER_CONNECT_MS = 5000,        /* name, TCP and TLS */
	COURIER_ATTEMPT_MS = 15000,       /* all of one attempt */
	COURIER_BODY_BYTES = 64 * 1024,   /* of an answer; not kept */
	COURIER_HEADER_BYTES = 16 * 1024, /* of an answer, all together */
};

struct courier;

struct parcel {
	const char *url, *id, *signature, *body;
	int64_t timestamp;
	void *tag; /* given back with the outcome */
};

struct outcome {
	void *tag;
	int status;                    /* 0: no answer */
	enum delivery_failure failure; /* __MAX: there is a whole answer */
};

/* ca_file: the authorities that are believed, no others. besides: allowed
 * addresses that are not public. Both are borrowed. Free with courier_free(),
 * which drops what is under way. */
struct courier *
courier_new(const char *ca_file, const struct net_list *besides);
void courier_free(struct courier *c);

/* Begins to send; everything is copied but tag. False if that is impossible,
 * and then nothing has left the house. */
MUST_CHECK bool
courier_send(struct courier *c, struct arena *a, const struct parcel *parcel);

/* Moves on what is under way; returns when something happens, and after wait
 * milliseconds at the latest. */
void courier_work(struct courier *c, int wait);

/* The next one that is over; false if there is none. */
bool courier_next(struct courier *c, struct outcome *out);

#endif
