/*
 * fetch.h - asks a server of our choosing one thing after the other.
 * SPDX-License-Identifier: Apache-2.0
 *
 * HTTPS, with its certificate checked; no proxy, no redirect, no other
 * protocol; every answer has a greatest length and a time. In a sandbox, and
 * there alone, plain HTTP to this machine.
 */
#ifndef JOBS_FETCH_H
#define JOBS_FETCH_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/compiler.h"

enum {
	FETCH_CONNECT_MS = 10000,
	FETCH_ATTEMPT_MS = 60000,       /* all of one question */
	FETCH_BODY_BYTES = 1024 * 1024, /* of an answer */
	FETCH_HEADER_BYTES = 64 * 1024, /* of an answer, all together */
};

enum fetch_failure {
	FETCH_ANSWERED, /* there is a whole answer, whatever its status */
	FETCH_ENDED,    /* we have been told to end */
	FETCH_UNHEARD,  /* no answer, or a part of one: worth another try */
	FETCH_TOO_LONG,
	FETCH_REFUSED, /* an address that is not asked, or no HTTPS */
};

struct fetch_settings {
	const char *ca_file;
	const char *const *headers; /* NULL at the end; of every question */
	const char *user_agent;
	bool loopback;        /* may be asked, over plain HTTP too: a sandbox */
	const sigset_t *ends; /* blocked signals that end a question */
};

struct fetch_answer {
	enum fetch_failure failure;
	int status;          /* of FETCH_ANSWERED */
	int64_t retry_after; /* seconds; 0: not said */
	const char *body;    /* valid until the next question */
	size_t length;
	const char *why; /* of any other failure; static */
};

struct fetch;

/* settings are borrowed. Free with fetch_free(). */
MUST_CHECK struct fetch *fetch_new(const struct fetch_settings *settings);
void fetch_free(struct fetch *f);

/* Whether the text is an address that fetch_get() would go to: https, or http
 * to this machine where that is allowed; a host, perhaps a port and a path,
 * and nothing else. */
bool fetch_may_ask(const char *base, bool loopback);

void fetch_get(struct fetch *f, const char *url, struct fetch_answer *out);

/* text as a part of a path or a value in a query; arena. */
const char *fetch_escape(struct arena *a, const char *text);

#endif
