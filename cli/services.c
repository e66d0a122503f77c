/*
 * services.c - `fairlot jobs`, `webhooks`, `mail` and `registers`: their
 * settings and keys. SPDX-License-Identifier: Apache-2.0
 */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "api/keys.h"
#include "cli/command.h"
#include "jobs/deliver.h"
#include "jobs/jobs.h"
#include "jobs/mailer.h"
#include "jobs/registry.h"

enum { LINE_BYTES = 256 }; /* of a file with a password or a key */

static int
wrong_usage(const char *name, const char *arguments)
{
	fprintf(stderr, "usage: fairlot %s %s\n", name, arguments);
	return 2;
}

/* A whole number from least to most. */
static bool
read_number(enum setting which, int least, int most, int *out)
{
	const char *text = config_text(which);
	char *end;
	long n = text ? strtol(text, &end, 10) : 0;

	if (!text || *end || n < least || n > most) {
		fprintf(stderr, "fairlot: %s is no number from %d to %d\n",
		    setting_rows[which].name, least, most);
		return false;
	}
	*out = (int)n;
	return true;
}

int
cmd_jobs(int argc, char **argv)
{
	static const char without[] = "--without-webhooks";
	struct jobs_settings settings = {
		.conninfo = config_text(SETTING_DB_JOBS),
		.audit_file = config_text(SETTING_AUDIT_FILE),
		.webhooks = argc == 1,
		.mail = argc == 1 && *config_optional(SETTING_MAIL_URL),
		.registers = *config_optional(SETTING_CQC_KEY_FILE) != '\0',
	};
	const char *keys = config_text(SETTING_KEYS);

	if (argc > 2 || (argc == 2 && strcmp(argv[1], without) != 0))
		return wrong_usage("jobs", "[--without-webhooks]");
	if (!settings.conninfo || !settings.audit_file || !keys ||
	    sodium_init() < 0 ||
	    !read_number(SETTING_ENQUIRY_MONTHS, 1, 120,
		&settings.enquiry_months) ||
	    !key_load(keys, "audit.key", settings.audit_seed))
		return 1;
	return jobs_run(&settings);
}

static bool
read_allowed(struct net_list *out)
{
	const char *text = config_optional(SETTING_WEBHOOK_ALLOW);

	if (net_list_parse(text, out))
		return true;
	fprintf(stderr,
	    "fairlot: FAIRLOT_WEBHOOK_ALLOW is no list of networks such as "
	    "127.0.0.1/32,::1/128\n");
	return false;
}

int
cmd_webhooks(int argc, char **argv)
{
	struct deliver_settings settings = {
		.conninfo = config_text(SETTING_DB_WEBHOOKS),
		.ca_file = config_text(SETTING_WEBHOOK_CA),
	};
	const char *keys = config_text(SETTING_KEYS);

	(void)argv;
	if (argc > 1)
		return wrong_usage("webhooks", "");
	command_leave_no_core();
	if (!settings.conninfo || !settings.ca_file || !keys ||
	    sodium_init() < 0 || !read_allowed(&settings.besides) ||
	    !key_load(keys, "webhook.key", settings.seed))
		return 1;
	return deliver_run(&settings);
}

/* The first line of a small file that nobody else may read; false if it is
 * none, or does not fit. */
static bool
load_line(const char *path, char *line, size_t size)
{
	ssize_t n =
	    path ? key_read_file(path, S_IRWXG | S_IRWXO, line, size) : -1;

	if (n <= 0 || (size_t)n == size)
		return false;
	line[n] = '\0';
	line[strcspn(line, "\r\n")] = '\0';
	return *line != '\0';
}

static bool
load_password(const char *path, char *password, size_t size)
{
	bool good = load_line(path, password, size);

	if (!good)
		fprintf(stderr,
		    "fairlot: FAIRLOT_MAIL_PASSWORD_FILE is no file of mode "
		    "0600 with a password in it\n");
	return good;
}

int
cmd_mail(int argc, char **argv)
{
	char password[LINE_BYTES];
	const char *user = config_optional(SETTING_MAIL_USER);
	const char *keys = config_text(SETTING_KEYS);
	struct mailer_settings settings = {
		.conninfo = config_text(SETTING_DB_WEBHOOKS),
		.base_url = config_text(SETTING_BASE_URL),
		.url = config_optional(SETTING_MAIL_URL),
		.from = config_optional(SETTING_MAIL_FROM),
		.user = *user ? user : NULL,
		.password = password,
		.ca_file = config_text(SETTING_MAIL_CA),
		.in_the_open =
		    strcmp(config_optional(SETTING_MAIL_TLS), "no") == 0,
	};
	int status;

	(void)argv;
	if (argc > 1)
		return wrong_usage("mail", "");
	command_leave_no_core();
	if (!*settings.url) {
		fprintf(stderr, "fairlot: FAIRLOT_MAIL_URL is not set\n");
		return 1;
	}
	if (!settings.conninfo || !settings.base_url || !settings.ca_file ||
	    !keys || sodium_init() < 0 ||
	    !key_load(keys, "mail.key", settings.seed) ||
	    (settings.user &&
		!load_password(config_optional(SETTING_MAIL_PASSWORD_FILE),
		    password, sizeof(password))))
		return 1;
	status = mailer_run(&settings);
	sodium_memzero(password, sizeof(password));
	return status;
}

/* What can stand in a header. */
static bool
is_key(const char *key)
{
	for (; *key; key++) {
		if (*key <= ' ' || *key > '~')
			return false;
	}
	return true;
}

static bool
load_key(const char *path, char *key, size_t size)
{
	bool good = load_line(path, key, size) && is_key(key);

	if (!good)
		fprintf(stderr,
		    "fairlot: FAIRLOT_CQC_KEY_FILE is no file of mode 0600 "
		    "with a subscription key in it\n");
	return good;
}

int
cmd_registers(int argc, char **argv)
{
	char key[LINE_BYTES];
	struct registry_settings settings = {
		.conninfo = config_text(SETTING_DB_REGISTERS),
		.base = config_text(SETTING_CQC_URL),
		.partner = config_optional(SETTING_CQC_PARTNER),
		.ca_file = config_text(SETTING_CQC_CA),
		.key = key,
		.once = argc == 2 && strcmp(argv[1], "--once") == 0,
	};
	int status;

	if (argc > 2 || (argc == 2 && !settings.once))
		return wrong_usage("registers", "[--once]");
	command_leave_no_core();
	if (!settings.conninfo || !settings.base || !settings.ca_file ||
	    sodium_init() < 0 ||
	    !read_number(SETTING_CQC_HOURS, 1, 24 * 31, &settings.hours) ||
	    !read_number(SETTING_CQC_RATE, 1, 6000, &settings.rate) ||
	    !load_key(config_text(SETTING_CQC_KEY_FILE), key, sizeof(key)))
		return 1;
	status = registry_run(&settings);
	sodium_memzero(key, sizeof(key));
	return status;
}
