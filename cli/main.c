/*
 * main.c - `fairlot`: one program, one subcommand for each thing it does.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "api/api.h"
#include "cli/command.h"
#include "cli/migrate.h"
#include "core/lifecycle.h"
#include "keeper/keeper.h"

#define ARENA_BYTES ((size_t)64 * 1024 * 1024) /* memory of one subcommand */

static int cmd_keeper(int argc, char **argv);
static struct err *rotate_keys(struct command *cmd);
static struct err *check_keys(struct command *cmd);
static int cmd_lifecycles(int argc, char **argv);
static int cmd_version(int argc, char **argv);
static int cmd_help(int argc, char **argv);

/* A row has either run, or whole, which returns the exit status itself. */
struct row {
	const char *words;
	const char *arguments;
	const char *help;
	struct err *(*run)(struct command *cmd);
	int (*whole)(int argc, char **argv);
};

#define REGISTER_ARGUMENTS "FILE [--date YYYY-MM-DD] [--dry-run] [--shrunk]"

/* clang-format off */
static const struct row rows[] = {
	{ "api", "[-w WORKERS]", "serve requests until SIGTERM",
	    NULL, cmd_api },
	{ "jobs", "[--without-webhooks]", "do what no request does, until SIGTERM",
	    NULL, cmd_jobs },
	{ "keeper rotate", "", "make a new key and wrap under it what is still sealed",
	    rotate_keys, NULL },
	{ "keeper check", "", "say which sealed bids have a key that is missing",
	    check_keys, NULL },
	{ "keeper", "", "keep sealed bids until they may be read, until SIGTERM",
	    NULL, cmd_keeper },
	{ "documents", "", "have documents scanned, and remove files that are nobody's, until SIGTERM",
	    NULL, cmd_documents },
	{ "webhooks", "", "deliver webhooks until SIGTERM; fairlot jobs starts it unless it is told not to",
	    NULL, cmd_webhooks },
	{ "mail retry", "", "try again to send the e-mails that were given up",
	    mail_retry, NULL },
	{ "mail status", "", "say how many e-mails wait, were sent, or were given up, and why",
	    mail_status, NULL },
	{ "mail", "", "send notifications by e-mail until SIGTERM; fairlot jobs starts it where FAIRLOT_MAIL_URL is set",
	    NULL, cmd_mail },
	{ "registers", "[--once]", "ask the CQC what has changed, until SIGTERM; fairlot jobs starts it where there is a key for it",
	    NULL, cmd_registers },
	{ "migrate", "[--status]", "bring the schema up to date",
	    NULL, cmd_migrate },
	{ "import postcodes", "FILE.csv|-", "load the ONS Postcode Directory",
	    import_postcodes, NULL },
	{ "import cqc", REGISTER_ARGUMENTS, "load the CQC's list of active locations",
	    import_cqc, NULL },
	{ "import ofsted", REGISTER_ARGUMENTS, "load Ofsted's social care providers, or its inspections of schools",
	    import_ofsted, NULL },
	{ "import gias", REGISTER_ARGUMENTS, "load the DfE's register of schools",
	    import_gias, NULL },
	{ "import bank-holidays", "FILE.json|-", "load GOV.UK's bank holidays, by which working days are counted",
	    import_bank_holidays, NULL },
	{ "import scheme", "FILE.json|- [--as EMAIL]", "create a scheme from a file, as that lead officer; or as the first, if there is one authority",
	    import_scheme, NULL },
	{ "organisation add", "authority|provider|portal NAME", "add an organisation",
	    organisation_add, NULL },
	{ "user add", "--organisation ID --role ROLE --email E --name N", "add a person; the password is read from stdin",
	    user_add, NULL },
	{ "user change", "EMAIL [--role ROLE] [--disabled yes|no]", "give a person another role, or no longer let them in; open sessions follow",
	    user_change, NULL },
	{ "client add", "--organisation ID --role ROLE --name N", "add a machine client and show its secret once",
	    client_add, NULL },
	{ "key make", "", "make the keys that are not there yet",
	    key_make, NULL },
	{ "key rotate text", "", "put a new key of personal text before the others",
	    key_rotate_text, NULL },
	{ "text reseal", "", "seal every personal text under the newest key",
	    text_reseal, NULL },
	{ "audit check", "PROOF.json|- --key PUBLIC", "check one event's proof, with nothing but the public key",
	    audit_check, NULL },
	{ "audit verify", "[--heads FILE] [--key PUBLIC]", "recompute the whole log and say what was tampered with",
	    audit_verify, NULL },
	{ "score check", "RANKING.json|-", "work a ranking out again, with nothing but the ranking",
	    score_check, NULL },
	{ "lifecycles", "", "show what may happen in which state, as docs/LIFECYCLES.md has it",
	    NULL, cmd_lifecycles },
	{ "version", "", "say which version this is",
	    NULL, cmd_version },
	{ "help", "", "show this",
	    NULL, cmd_help },
};
/* clang-format on */

/* False, with a line on stderr, if one is missing. */
static bool
keeper_settings_read(struct keeper_settings *out)
{
	const char *sandbox = config_text(SETTING_SANDBOX);
	const char *peers = config_text(SETTING_KEEPER_PEERS);

	*out = (struct keeper_settings){
		.conninfo = config_text(SETTING_DB_KEEPER),
		.socket = config_text(SETTING_KEEPER_SOCKET),
		.keys = config_text(SETTING_KEEPER_KEYS),
		.peers = peers && strcmp(peers, "any") != 0 ? peers : NULL,
		.sandbox = sandbox && strcmp(sandbox, "yes") == 0,
	};
	return out->conninfo && out->socket && out->keys;
}

static int
cmd_keeper(int argc, char **argv)
{
	struct keeper_settings settings;

	(void)argv;
	if (argc != 1 || !keeper_settings_read(&settings))
		return 1;
	return keeper_run(&settings);
}

/* One of the two that turn the keys over. */
static struct err *
with_keeper(struct command *cmd,
    struct err *(*act)(struct arena *a, const struct keeper_settings *s))
{
	struct keeper_settings settings;
	struct err *e = command_expects(cmd, 0);

	if (e)
		return e;
	if (sodium_init() < 0 || !keeper_settings_read(&settings))
		return err_new(cmd->arena, ERR_UNAVAILABLE,
		    "the keeper's settings are not complete");
	return act(cmd->arena, &settings);
}

static struct err *
rotate_keys(struct command *cmd)
{
	return with_keeper(cmd, keeper_rotate);
}

static struct err *
check_keys(struct command *cmd)
{
	return with_keeper(cmd, keeper_check);
}

static int
cmd_lifecycles(int argc, char **argv)
{
	struct arena *a = arena_new(ARENA_BYTES);

	(void)argc;
	(void)argv;
	for (size_t i = 0; i < lifecycles_count; i++)
		printf("%s%s", i > 0 ? "\n" : "",
		    lifecycle_markdown(a, lifecycles[i]));
	arena_free(a);
	return 0;
}

static int
cmd_version(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	puts("fairlot " FAIRLOT_VERSION);
	return 0;
}

/* One that says more than nothing. */
static bool
has_fallback(size_t setting)
{
	const char *fallback = setting_rows[setting].fallback;

	return fallback && *fallback;
}

static int
cmd_help(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	puts("usage: fairlot COMMAND\n");
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		printf("  %s %s\n\t%s\n", rows[i].words, rows[i].arguments,
		    rows[i].help);
	puts("\nSettings, in fairlot.conf or the environment:\n");
	for (size_t i = 0; i < SETTING__MAX; i++)
		printf("  %-22s %s%s%s%s\n", setting_rows[i].name,
		    setting_rows[i].meaning, has_fallback(i) ? " (" : "",
		    has_fallback(i) ? setting_rows[i].fallback : "",
		    has_fallback(i) ? ")" : "");
	return 0;
}

/* How many of argv are the words of the row; 0 if they are others. */
static int
matches(const struct row *row, int argc, char **argv)
{
	const char *words = row->words;
	int n = 0;

	while (*words) {
		size_t length = strcspn(words, " ");

		if (n == argc || strlen(argv[n]) != length ||
		    strncmp(argv[n], words, length) != 0)
			return 0;
		n++;
		words += length + (words[length] == ' ');
	}
	return n;
}

/* One line for each fault; whoever runs this may see the database's words. */
static void
say_why(const struct err *e)
{
	for (; e; e = e->next) {
		fprintf(stderr, "fairlot: %s%s%s\n",
		    e->pointer ? e->pointer : "", e->pointer ? ": " : "",
		    e->detail);
		if (e->log)
			fprintf(stderr, "fairlot: %s\n", e->log);
	}
}

static int
run(const struct row *row, int argc, char **argv)
{
	struct command cmd = { .argc = argc, .argv = argv, .status = 1 };
	struct err *e;
	int status;

	cmd.arena = arena_new(ARENA_BYTES);
	e = row->run(&cmd);
	say_why(e);
	status = e ? cmd.status : 0;
	arena_free(cmd.arena);
	return status;
}

int
main(int argc, char **argv)
{
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		int words = matches(&rows[i], argc - 1, argv + 1);

		if (words == 0)
			continue;
		if (!config_load())
			return 1;
		if (rows[i].whole)
			return rows[i].whole(argc - words, argv + words);
		return run(&rows[i], argc - 1 - words, argv + 1 + words);
	}
	cmd_help(0, NULL);
	return EXIT_USAGE;
}
