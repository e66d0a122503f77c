/*
 * config.h - what an operator may choose, in one struct.
 *
 * Settings are lines KEY=VALUE of a file fairlot.conf; environment variables
 * of the same names win. The file is the first that exists of
 * $FAIRLOT_HOME/fairlot.conf, <folder of the program>/../fairlot.conf and
 * ./var/fairlot.conf. Limits that nobody may choose are in api/config.h.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_CONFIG_H
#define CLI_CONFIG_H

#include <stdbool.h>
#include <stddef.h>

struct config {
	const char *base_url; /* https://host, without a slash at the end */
	const char *socket;   /* of FastCGI; a path */
	const char *run;      /* folder of pid and lock files */
	const char *keys;     /* folder of jwt.key, cursor.key, receipt.key */
	const char *db_staff; /* libpq conninfo of each role */
	const char *db_public;
	const char *db_owner;
	long workers;
	long drain_seconds; /* a worker may finish its request */
	long rate_quota;    /* requests of a principal in 60 s; 0: no limit */
	long sign_in_quota; /* failures of an account and address in 300 s */
};

/* One setting, for those who print them. */
struct config_row {
	const char *name;     /* FAIRLOT_WORKERS */
	const char *fallback; /* NULL: there must be one */
	const char *meaning;
};

extern const struct config_row config_rows[];
extern const size_t config_rows_count;

/* Reads all settings. Their text lives as long as the process. On failure
 * false, with one line on stderr that says what is wrong and where. */
bool config_load(struct config *out);

#endif
