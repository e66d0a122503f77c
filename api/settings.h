/*
 * settings.h - what an operator chooses for the service.
 *
 * Everything comes from the environment, FAIRLOT_*; the program `fairlot`
 * puts the lines of fairlot.conf and the defaults there first (cli/config.h).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_SETTINGS_H
#define API_SETTINGS_H

#include <stdbool.h>

#include "core/net.h"

struct settings {             /* text is borrowed from the environment */
	const char *base_url; /* https://host, without a slash at the end */
	const char *socket;   /* path of the FastCGI socket */
	const char *db_staff; /* libpq connection texts */
	const char *db_public;
	const char *keeper;      /* path of its socket */
	const char *keys;        /* directory of the secrets */
	const char *documents;   /* directory of their bytes */
	const char *scanner;     /* "": there is none */
	bool enquiries;          /* of people without an account are taken */
	unsigned document_bytes; /* of one document, at most */
	const char *run;         /* directory of the password gate */
	struct net_list webhook_allow; /* for a sandbox */
	unsigned workers;
	unsigned drain_seconds;
	unsigned rate_quota;    /* per principal and 60 s; 0: off */
	unsigned sign_in_quota; /* failures per account, address and 5 min */
	unsigned enquiry_quota; /* per network address and day, to all homes */
};

/* Reads all of them. On failure false, with one line on stderr for each
 * variable that is missing or wrong. */
bool settings_read(struct settings *out);

#endif
