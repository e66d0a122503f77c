/*
 * guard.h - asks of each connection to the world outside where it leads.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef JOBS_GUARD_H
#define JOBS_GUARD_H

#include <curl/curl.h>
#include <stdbool.h>

#include "core/err.h"
#include "core/net.h"

struct guard {
	const struct net_list *besides; /* allowed though not public */
	bool refused;                   /* one of the addresses */
	bool begun;                     /* a connection to another one */
};

/*
 * Sets where a transfer may go and whom it believes: by these protocols alone,
 * to addresses that the guard lets through, by TLS 1.2 or later with the
 * authorities of ca_file. Nothing of the environment, of a redirect or of an
 * earlier connection has a say in it. False if one part of it cannot be set:
 * then nothing must be sent. The guard must last as long as the transfer.
 */
MUST_CHECK bool guard_way(struct guard *g, CURL *easy, const char *protocols,
    const char *ca_file);

#endif
