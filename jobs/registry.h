/*
 * registry.h - `fairlot registers`: asks the CQC's API what has changed.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef JOBS_REGISTRY_H
#define JOBS_REGISTRY_H

#include <stdbool.h>

struct registry_settings {
	const char *conninfo; /* of app_registers */
	const char *base; /* address of the API, without a slash at the end */
	const char *key;  /* of the subscription */
	const char *partner; /* code; "" for none */
	const char *ca_file;
	int hours; /* between two rounds */
	int rate;  /* questions in a minute */
	bool once; /* until nothing is to be done at this time */
};

/* Works until SIGTERM or SIGINT and returns the exit status: 1 at once if the
 * address is none that may be asked (https; in a sandbox, this machine). Each
 * answer is stored before the next question is asked, and the database knows
 * how far it has got: what is killed goes on from there. */
int registry_run(const struct registry_settings *settings);

#endif
