/*
 * config.c - finds fairlot.conf and puts its settings into the environment.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "cli/config.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* clang-format off */
const struct setting_row setting_rows[SETTING__MAX] = {
	[SETTING_BASE_URL] = { "FAIRLOT_BASE_URL", NULL, "public address, without a slash at the end" },
	[SETTING_SOCKET] = { "FAIRLOT_SOCKET", NULL, "path of the FastCGI socket" },
	[SETTING_RUN] = { "FAIRLOT_RUN", NULL, "folder of pid and lock files" },
	[SETTING_KEYS] = { "FAIRLOT_KEYS", NULL, "folder of the keys, each a file of mode 0600" },
	[SETTING_AUDIT_FILE] = { "FAIRLOT_AUDIT_FILE", NULL, "the audit log's heads, outside the database; audit/heads.jsonl beside fairlot.conf" },
	[SETTING_DOCUMENTS] = { "FAIRLOT_DOCUMENTS", NULL, "folder of the bytes of documents; documents beside fairlot.conf" },
	[SETTING_DOCUMENT_BYTES] = { "FAIRLOT_DOCUMENT_BYTES", "20971520", "bytes of one document at most; nginx has the same figure" },
	[SETTING_SCANNER] = { "FAIRLOT_SCANNER", "", "malware scanner: a program and its arguments; none, if empty" },
	[SETTING_DB_STAFF] = { "FAIRLOT_DB_STAFF", NULL, "libpq connection as app_staff" },
	[SETTING_DB_PUBLIC] = { "FAIRLOT_DB_PUBLIC", NULL, "libpq connection as app_public" },
	[SETTING_DB_JOBS] = { "FAIRLOT_DB_JOBS", NULL, "libpq connection as app_jobs" },
	[SETTING_DB_DOCUMENTS] = { "FAIRLOT_DB_DOCUMENTS", NULL, "libpq connection as app_documents" },
	[SETTING_DB_WEBHOOKS] = { "FAIRLOT_DB_WEBHOOKS", NULL, "libpq connection as app_webhooks" },
	[SETTING_DB_REGISTERS] = { "FAIRLOT_DB_REGISTERS", NULL, "libpq connection as app_registers" },
	[SETTING_DB_OWNER] = { "FAIRLOT_DB_OWNER", NULL, "libpq connection as fairlot_owner: migrate, import, people" },
	[SETTING_DB_KEEPER] = { "FAIRLOT_DB_KEEPER", NULL, "libpq connection as keeper" },
	[SETTING_KEEPER_SOCKET] = { "FAIRLOT_KEEPER_SOCKET", NULL, "path of the keeper's socket" },
	[SETTING_KEEPER_KEYS] = { "FAIRLOT_KEEPER_KEYS", NULL, "file of the keeper's keys, mode 0600" },
	[SETTING_KEEPER_PEERS] = { "FAIRLOT_KEEPER_PEERS", "any", "user ids that may ask the keeper, with commas" },
	[SETTING_SANDBOX] = { "FAIRLOT_SANDBOX", "no", "yes: the keeper believes the database's clock alone" },
	[SETTING_WORKERS] = { "FAIRLOT_WORKERS", "4", "processes that serve requests" },
	[SETTING_DRAIN_SECONDS] = { "FAIRLOT_DRAIN_SECONDS", "10", "time to finish a request at the end" },
	[SETTING_RATE_QUOTA] = { "FAIRLOT_RATE_QUOTA", "600", "requests of one principal in 60 s; 0: no limit" },
	[SETTING_WEBHOOK_CA] = { "FAIRLOT_WEBHOOK_CA", "/etc/ssl/certs/ca-certificates.crt", "authorities that receivers' certificates are checked with" },
	[SETTING_WEBHOOK_ALLOW] = { "FAIRLOT_WEBHOOK_ALLOW", "", "networks that webhooks may go to although they are not public, 127.0.0.1/32,::1/128; in a sandbox only" },
	[SETTING_MAIL_URL] = { "FAIRLOT_MAIL_URL", "", "mail server, smtp://host:587 or smtps://host; empty: no e-mail" },
	[SETTING_MAIL_FROM] = { "FAIRLOT_MAIL_FROM", "", "address that e-mail comes from" },
	[SETTING_MAIL_USER] = { "FAIRLOT_MAIL_USER", "", "name to sign in with at the mail server; empty: without" },
	[SETTING_MAIL_PASSWORD_FILE] = { "FAIRLOT_MAIL_PASSWORD_FILE", "", "file of its password, mode 0600" },
	[SETTING_MAIL_CA] = { "FAIRLOT_MAIL_CA", "/etc/ssl/certs/ca-certificates.crt", "authorities that the mail server's certificate is checked with" },
	[SETTING_MAIL_TLS] = { "FAIRLOT_MAIL_TLS", "yes", "no: in the open, for a relay on this machine" },
	[SETTING_ENQUIRIES] = { "FAIRLOT_ENQUIRIES", "auto", "yes, no: whether the API takes enquiries of people without an account; auto: where FAIRLOT_MAIL_URL is set, and in a sandbox" },
	[SETTING_ENQUIRY_MONTHS] = { "FAIRLOT_ENQUIRY_MONTHS", "12", "months that a self-funder's enquiry is kept after it was sent" },
	[SETTING_ENQUIRY_QUOTA] = { "FAIRLOT_ENQUIRY_QUOTA", "30", "enquiries of one network address in a day, to all homes together" },
	[SETTING_CQC_URL] = { "FAIRLOT_CQC_URL", "https://api.service.cqc.org.uk/public/v1", "the CQC's API" },
	[SETTING_CQC_KEY_FILE] = { "FAIRLOT_CQC_KEY_FILE", "", "file of the subscription key for it, mode 0600; none: it is not asked" },
	[SETTING_CQC_PARTNER] = { "FAIRLOT_CQC_PARTNER", "", "partner code, where the CQC has given one" },
	[SETTING_CQC_HOURS] = { "FAIRLOT_CQC_HOURS", "24", "between two rounds of changes" },
	[SETTING_CQC_RATE] = { "FAIRLOT_CQC_RATE", "60", "questions to it in a minute" },
	[SETTING_CQC_CA] = { "FAIRLOT_CQC_CA", "/etc/ssl/certs/ca-certificates.crt", "authorities that its certificate is checked with" },
	[SETTING_SIGN_IN_QUOTA] = { "FAIRLOT_SIGN_IN_QUOTA", "10", "failed sign-ins of one account and address in 300 s" },
};
/* clang-format on */

static const char *
environment(const char *name)
{
	/* One thread, and nothing changes the environment after the start. */
	return getenv(name); /* NOLINT(concurrency-mt-unsafe) */
}

/* Only if it is not there yet. */
static bool
add_to_environment(const char *name, const char *value)
{
	/* NOLINTNEXTLINE(concurrency-mt-unsafe): as above */
	return setenv(name, value, 0) == 0;
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
	const char *home = environment("FAIRLOT_HOME");
	FILE *file = NULL;

	if (home && snprintf(path, size, "%s/fairlot.conf", home) < (int)size)
		file = fopen(path, "re");
	if (!file && beside_program(path, size))
		file = fopen(path, "re");
	if (!file && snprintf(path, size, "var/fairlot.conf") < (int)size)
		file = fopen(path, "re");
	return file;
}

static bool
is_setting(const char *name)
{
	for (int i = 0; i < SETTING__MAX; i++) {
		if (strcmp(setting_rows[i].name, name) == 0)
			return true;
	}
	return false;
}

static bool
read_line(const char *path, char *line)
{
	char *equals;

	line[strcspn(line, "\r\n")] = '\0';
	if (line[0] == '#' || line[0] == '\0')
		return true;
	equals = strchr(line, '=');
	if (equals)
		*equals = '\0';
	if (!equals || !is_setting(line)) {
		fprintf(stderr, "fairlot: %s: unknown setting: %s\n", path,
		    line);
		return false;
	}
	return add_to_environment(line, equals + 1);
}

/* A place in the folder of the file that was found. */
static bool
default_place(const char *conf, enum setting which, const char *name)
{
	const char *slash = strrchr(conf, '/');
	char path[PATH_MAX];

	if (snprintf(path, sizeof(path), "%.*s/%s",
		(int)(slash ? slash - conf : 1), slash ? conf : ".",
		name) >= (int)sizeof(path))
		return false;
	return add_to_environment(setting_rows[which].name, path);
}

static bool
read_file(void)
{
	char path[PATH_MAX], *line = NULL;
	FILE *file = open_file(path, sizeof(path));
	bool good = true;
	size_t size = 0;

	if (!file)
		return true;
	while (good && getline(&line, &size, file) >= 0)
		good = read_line(path, line);
	free(line);
	fclose(file);
	return good &&
	       default_place(path, SETTING_AUDIT_FILE, "audit/heads.jsonl") &&
	       default_place(path, SETTING_DOCUMENTS, "documents");
}

bool
config_load(void)
{
	bool good = read_file();

	for (int i = 0; good && i < SETTING__MAX; i++) {
		const struct setting_row *row = &setting_rows[i];

		good = !row->fallback ||
		       add_to_environment(row->name, row->fallback);
	}
	return good;
}

const char *
config_text(enum setting which)
{
	const char *value = environment(setting_rows[which].name);

	if (value && *value)
		return value;
	fprintf(stderr, "fairlot: %s is not set: is FAIRLOT_HOME right?\n",
	    setting_rows[which].name);
	return NULL;
}

const char *
config_optional(enum setting which)
{
	const char *value = environment(setting_rows[which].name);

	return value ? value : "";
}
