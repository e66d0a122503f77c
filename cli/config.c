/*
 * config.c - what an operator may choose: read, checked, put into one struct.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "cli/config.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern char **environ;

enum setting {
	BASE_URL,
	SOCKET,
	RUN,
	KEYS,
	DB_STAFF,
	DB_PUBLIC,
	DB_OWNER,
	WORKERS,
	DRAIN_SECONDS,
	RATE_QUOTA,
	SIGN_IN_QUOTA,
	SETTING__MAX
};

/* clang-format off */
const struct config_row config_rows[] = {
	[BASE_URL] = { "FAIRLOT_BASE_URL", NULL, "public address; problem types, links and token issuer begin with it" },
	[SOCKET] = { "FAIRLOT_SOCKET", NULL, "path of the FastCGI socket" },
	[RUN] = { "FAIRLOT_RUN", NULL, "folder of pid and lock files" },
	[KEYS] = { "FAIRLOT_KEYS", NULL, "folder of the keys, each a file of mode 0600" },
	[DB_STAFF] = { "FAIRLOT_DB_STAFF", NULL, "libpq connection as app_staff" },
	[DB_PUBLIC] = { "FAIRLOT_DB_PUBLIC", NULL, "libpq connection as app_public" },
	[DB_OWNER] = { "FAIRLOT_DB_OWNER", NULL, "libpq connection as fairlot_owner; for migrate, import and the like" },
	[WORKERS] = { "FAIRLOT_WORKERS", "4", "processes that serve requests, 1 to 256" },
	[DRAIN_SECONDS] = { "FAIRLOT_DRAIN_SECONDS", "10", "how long a worker may finish its request at the end" },
	[RATE_QUOTA] = { "FAIRLOT_RATE_QUOTA", "6000", "requests of one principal in 60 seconds; 0 is no limit" },
	[SIGN_IN_QUOTA] = { "FAIRLOT_SIGN_IN_QUOTA", "10", "failed sign-ins of one account and address in 300 seconds" },
};
/* clang-format on */

const size_t config_rows_count = sizeof(config_rows) / sizeof(config_rows[0]);

static bool
complain(const char *where, const char *what)
{
	fprintf(stderr, "fairlot: %s: %s\n", where, what);
	return false;
}

/* What follows "name=" in text, or NULL if text is about something else. */
static const char *
value_of(const char *text, const char *name)
{
	size_t length = strlen(name);

	if (strncmp(text, name, length) != 0 || text[length] != '=')
		return NULL;
	return text + length + 1;
}

static const char *
from_environment(const char *name)
{
	for (char **entry = environ; *entry; entry++) {
		const char *value = value_of(*entry, name);

		if (value)
			return value;
	}
	return NULL;
}

/* The file beside the program's folder, for a program that is in a home. */
static bool
beside_program(char *path, size_t size)
{
	char program[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", program, sizeof(program) - 1);
	char *slash;

	if (n < 0)
		return false;
	program[n] = '\0';
	slash = strrchr(program, '/');
	if (!slash)
		return false;
	*slash = '\0';
	return snprintf(path, size, "%s/../fairlot.conf", program) < (int)size;
}

/* Opens the first file of the list in config.h; NULL if there is none, which
 * is no failure: everything may come from the environment. */
static FILE *
open_file(char *path, size_t size)
{
	const char *home = from_environment("FAIRLOT_HOME");
	FILE *file = NULL;

	if (home && snprintf(path, size, "%s/fairlot.conf", home) < (int)size)
		file = fopen(path, "re");
	if (!file && beside_program(path, size))
		file = fopen(path, "re");
	if (!file && snprintf(path, size, "var/fairlot.conf") < (int)size)
		file = fopen(path, "re");
	return file;
}

/* Remembers the value of a line of the file. */
static bool
read_line(const char *path, char *line, const char **values)
{
	line[strcspn(line, "\r\n")] = '\0';
	if (line[0] == '#' || line[0] == '\0')
		return true;
	for (size_t i = 0; i < config_rows_count; i++) {
		const char *value = value_of(line, config_rows[i].name);

		if (!value)
			continue;
		values[i] = strdup(value);
		return values[i] ? true : complain(path, "out of memory");
	}
	fprintf(stderr, "fairlot: %s: unknown setting: %.*s\n", path,
	    (int)strcspn(line, "="), line);
	return false;
}

static bool
read_file(const char **values)
{
	char path[PATH_MAX], *line = NULL;
	FILE *file = open_file(path, sizeof(path));
	bool good = true;
	size_t size = 0;

	if (!file)
		return true;
	while (good && getline(&line, &size, file) >= 0)
		good = read_line(path, line, values);
	free(line);
	fclose(file);
	return good;
}

/* The environment first, the file second, the default last. */
static bool
settle(const char **values)
{
	for (size_t i = 0; i < config_rows_count; i++) {
		const char *given = from_environment(config_rows[i].name);

		if (given)
			values[i] = given;
		if (!values[i])
			values[i] = config_rows[i].fallback;
		if (!values[i] || !values[i][0])
			return complain(config_rows[i].name,
			    "is not set; is FAIRLOT_HOME right?");
	}
	return true;
}

static bool
whole(const char **values, enum setting which, long least, long *out)
{
	char *end;

	errno = 0;
	*out = strtol(values[which], &end, 10);
	if (errno || *end || *out < least || *out > 1000000000)
		return complain(config_rows[which].name,
		    "is no whole number in its range");
	return true;
}

bool
config_load(struct config *out)
{
	const char *values[SETTING__MAX] = { NULL };

	if (!read_file(values) || !settle(values))
		return false;
	*out = (struct config){
		.base_url = values[BASE_URL],
		.socket = values[SOCKET],
		.run = values[RUN],
		.keys = values[KEYS],
		.db_staff = values[DB_STAFF],
		.db_public = values[DB_PUBLIC],
		.db_owner = values[DB_OWNER],
	};
	return whole(values, WORKERS, 1, &out->workers) &&
	       whole(values, DRAIN_SECONDS, 0, &out->drain_seconds) &&
	       whole(values, RATE_QUOTA, 0, &out->rate_quota) &&
	       whole(values, SIGN_IN_QUOTA, 1, &out->sign_in_quota);
}
