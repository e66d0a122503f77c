/*
 * command.c - what the subcommands share.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "cli/command.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "api/json.h"

#define FILE_BYTES_MOST ((size_t)256 * 1024)

const char *
command_option(struct command *cmd, const char *name)
{
	for (int i = 0; i + 1 < cmd->argc; i++) {
		const char *value = cmd->argv[i + 1];

		if (strcmp(cmd->argv[i], name) != 0)
			continue;
		/* The NULL at the end moves with the rest. */
		for (int j = i; j + 2 <= cmd->argc; j++)
			cmd->argv[j] = cmd->argv[j + 2];
		cmd->argc -= 2;
		return value;
	}
	return NULL;
}

bool
command_flag(struct command *cmd, const char *name)
{
	for (int i = 0; i < cmd->argc; i++) {
		if (strcmp(cmd->argv[i], name) != 0)
			continue;
		for (int j = i; j + 1 <= cmd->argc; j++)
			cmd->argv[j] = cmd->argv[j + 1];
		cmd->argc--;
		return true;
	}
	return false;
}

struct err *
command_needs(struct command *cmd, const char *name, const char **out)
{
	const char *value = command_option(cmd, name);

	if (!value)
		return err_new(cmd->arena, ERR_INVALID, "%s is missing", name);
	*out = value;
	return NULL;
}

struct err *
command_expects(struct command *cmd, int count)
{
	if (cmd->argc == count)
		return NULL;
	return err_new(cmd->arena, ERR_INVALID,
	    "expected %d arguments and was given %d; see fairlot help", count,
	    cmd->argc);
}

const char *
command_reason(struct command *cmd)
{
	const size_t size = 128;
	char *text = arena_zalloc(cmd->arena, size);

	return strerror_r(errno, text, size) == 0 ? text : "it failed";
}

static void
close_db(void *db)
{
	db_free(db);
}

struct err *
command_begin(struct command *cmd, struct db **out)
{
	const char *conninfo = config_text(SETTING_DB_OWNER);
	struct db *db;
	struct err *e;

	if (!conninfo)
		return err_new(cmd->arena, ERR_UNAVAILABLE,
		    "there is no connection to the database");
	db = db_new(conninfo, DB_OWNER);
	arena_defer(cmd->arena, close_db, db);
	e = db_begin(db, cmd->arena, NULL, false);
	if (e)
		return e;
	*out = db;
	return NULL;
}

struct err *
command_read_json(struct command *cmd, const char *path, json_t **out)
{
	char *text = arena_zalloc(cmd->arena, FILE_BYTES_MOST + 1);
	FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
	size_t length;

	if (!file)
		return err_new(cmd->arena, ERR_INVALID, "%s: %s", path,
		    command_reason(cmd));
	length = fread(text, 1, FILE_BYTES_MOST + 1, file);
	if (file != stdin)
		fclose(file);
	if (length > FILE_BYTES_MOST)
		return err_new(cmd->arena, ERR_TOO_LARGE,
		    "%s is longer than %zu bytes", path, FILE_BYTES_MOST);
	return json_read(cmd->arena, text, length, out);
}

void
command_leave_no_core(void)
{
	const struct rlimit none = { 0, 0 };

	(void)setrlimit(RLIMIT_CORE, &none);
}
