/*
 * services.c - `fairlot jobs` and `fairlot webhooks`: their settings and keys.
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
