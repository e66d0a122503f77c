/*
 * webhook.h - where a webhook may go, when it is tried again, and when it is
 * given up.
 * SPDX-License-Identifier: Apache-2.0
 *
 * The schedule is that of Standard Webhooks; time is real time.
 */
#ifndef CORE_WEBHOOK_H
#define CORE_WEBHOOK_H

#include <stdbool.h>
#include <stdint.h>

#include "core/net.h"
#include "core/vocab.h"

enum {
	WEBHOOK_ATTEMPTS = 10,           /* and then it is dead */
	WEBHOOK_URL_BYTES = 2000,        /* the longest URL */
	WEBHOOK_PATIENCE = 5 * 24 * 3600 /* s without one success: disabled */
};

/* What is wrong with url as an endpoint's address, as a sentence for whoever
 * typed it; NULL if nothing is.  Only what can be seen without asking anybody:
 * where its name leads is looked at when a delivery goes there.  besides: what
 * the operator of a sandbox allows; a list that is not empty lets names
 * without a dot pass, too. */
const char *webhook_url_fault(const char *url, const struct net_list *besides);

/* Seconds from the end of the n-th attempt (1 is the first) until the next:
 * the schedule, and up to a tenth of it more.  chance: any number, for the
 * jitter.  -1 if there is no next. */
int64_t webhook_delay(int n, uint32_t chance);

/* One attempt, as it ended. */
struct webhook_attempt {
	int number; /* from 1 */
	int status; /* of the answer; 0: there was none that counts */
	enum delivery_failure failure; /* __MAX: none but, perhaps, status */
	int64_t failing; /* seconds without a success before this one */
};

/* What follows from it. */
struct webhook_verdict {
	enum delivery_state state;
	enum delivery_failure failure; /* __MAX: none */
	int64_t retry;                 /* s, if it waits */
	/* Whether the endpoint is disabled, and why; __MAX: it is not. */
	enum webhook_disabled_reason disabled;
};

/* A 2xx is success and nothing else is; 410 wants no more; an endpoint that
 * has failed for WEBHOOK_PATIENCE gets no more. */
struct webhook_verdict
webhook_judge(const struct webhook_attempt *attempt, uint32_t chance);

#endif
