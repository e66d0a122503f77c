/*
 * services.c - `fairlot jobs`, `webhooks` and `mail`: their settings and keys.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "api/keys.h"
#include "cli/command.h"
#include "jobs/deliver.h"
#include "jobs/jobs.h"
#include "jobs/mailer.h"

static int
wrong_usage(const char *name, const char *arguments)
{
	fprintf(stderr, "usage: fairlot %s %s\n", name, arguments);
	return 2;
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
	};
	const char *keys = config_text(SETTING_KEYS);

	if (argc > 2 || (argc == 2 && strcmp(argv[1], without) != 0))
		return wrong_usage("jobs", "[--without-webhooks]");
	if (!settings.conninfo || !settings.audit_file || !keys ||
	    sodium_init() < 0 ||
	    !key_load(keys, "audit.key", settings.audit_seed))
		return 1;
	return jobs_run(&settings);
}

/* What this process knows must not be left lying about. */
static void
leave_no_core(void)
{
	const struct rlimit none = { 0, 0 };

	(void)setrlimit(RLIMIT_CORE, &none);
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
	leave_no_core();
	if (!settings.conninfo || !settings.ca_file || !keys ||
	    sodium_init() < 0 || !read_allowed(&settings.besides) ||
	    !key_load(keys, "webhook.key", settings.seed))
		return 1;
	return deliver_run(&settings);
}

/* The first line of a file that nobody else may read, into out. */
static bool
read_password(const char *path, char *out, int size)
{
	FILE *file = fopen(path, "re");
	bool good = file && fgets(out, size, file);

	if (file)
		(void)fclose(file);
	if (good)
		out[strcspn(out, "\r\n")] = '\0';
	else
		fprintf(stderr,
		    "fairlot: FAIRLOT_MAIL_PASSWORD_FILE cannot be read\n");
	return good;
}

int
cmd_mail(int argc, char **argv)
{
	static char password[256];
	const char *user = config_optional(SETTING_MAIL_USER);
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

	(void)argv;
	if (argc > 1)
		return wrong_usage("mail", "");
	leave_no_core();
	if (!*settings.url) {
		fprintf(stderr, "fairlot: FAIRLOT_MAIL_URL is not set\n");
		return 1;
	}
	if (!settings.conninfo || !settings.base_url || !settings.ca_file ||
	    (settings.user &&
		!read_password(config_optional(SETTING_MAIL_PASSWORD_FILE),
		    password, sizeof(password))))
		return 1;
	return mailer_run(&settings);
}
