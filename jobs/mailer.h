/*
 * mailer.h - `fairlot mail`: tells people by e-mail what they are notified of.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef JOBS_MAILER_H
#define JOBS_MAILER_H

#include <stdbool.h>

#include "jobs/unseal.h"

struct mailer_settings {
	const char *conninfo; /* of app_webhooks */
	const char *base_url; /* of links */
	const char *url;      /* smtp://host:port or smtps://host */
	const char *from;     /* an address without a name */
	const char *user;     /* or NULL: no signing in */
	const char *password;
	const char *ca_file;
	unsigned char
	    seed[UNSEAL_SEED]; /* of letters to people without account */
	bool in_the_open;      /* without TLS: for a relay on this machine */
};

/* Works until SIGTERM or SIGINT and returns the exit status: 1 at once if
 * nothing could ever be sent with these settings.  What it has taken and not
 * written down is sent again with the same Message-ID, by whoever comes next.
 * Any number of these may run at the same time. */
int mailer_run(const struct mailer_settings *settings);

#endif
