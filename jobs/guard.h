/*
 * guard.h - asks of each connection to the world outside where it leads.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef JOBS_GUARD_H
#define JOBS_GUARD_H

#include <curl/curl.h>
#include <stdbool.h>

#include "core/net.h"

struct guard {
	const struct net_list *besides; /* allowed though not public */
	bool refused;                   /* one of the addresses */
	bool begun;                     /* a connection to another one */
};

/* For CURLOPT_OPENSOCKETFUNCTION, with the guard as its data: the last word
 * about where a connection goes, asked for each address after names have been
 * resolved, whatever they were. */
curl_socket_t
guard_open(void *guard, curlsocktype purpose, struct curl_sockaddr *to);

#endif
