/*
 * say.c - one line on stderr for whoever runs the jobs.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "jobs/say.h"

#include <stdio.h>
#include <time.h>

void
say(const char *name, const char *what, const char *more)
{
	time_t t = time(NULL);
	struct tm utc;
	char at[sizeof("2026-11-24T12:00:00Z")];

	gmtime_r(&t, &utc);
	strftime(at, sizeof(at), "%Y-%m-%dT%H:%M:%SZ", &utc);
	fprintf(stderr, "%s jobs %s: %s%s%s\n", at, name, what,
	    more ? ": " : "", more ? more : "");
}
