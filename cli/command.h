/*
 * command.h - one subcommand of `fairlot`, and what all of them share.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include <jansson.h>

#include "cli/config.h"
#include "core/arena.h"
#include "core/err.h"
#include "db/db.h"

enum { EXIT_USAGE = 2 }; /* as shells have it: asked wrongly */

/* A subcommand under way. */
struct command {
	struct arena *arena; /* lives as long as the command */
	char **argv;         /* what stands behind its words, NULL at the end */
	int argc;
	int status; /* exit status after an error; 1 unless it says more */
};

/* Takes "--name VALUE" out of argv and returns the value; NULL if it is not
 * there. */
const char *command_option(struct command *cmd, const char *name);

/* Takes "--name" out of argv; whether it was there. */
bool command_flag(struct command *cmd, const char *name);

/* An option that must be there: ERR_INVALID that names it. */
MUST_CHECK struct err *
command_needs(struct command *cmd, const char *name, const char **out);

/* ERR_INVALID unless count arguments are left, once options are taken. */
MUST_CHECK struct err *command_expects(struct command *cmd, int count);

/* Why the last system call failed, in words; arena. */
const char *command_reason(struct command *cmd);

/* A connection as the owner, in a transaction; it ends with the arena. */
MUST_CHECK struct err *command_begin(struct command *cmd, struct db **out);

/* What a file holds that people have written, at most 256 KiB of JSON; "-" is
 * what stands on the standard input. Arena. */
MUST_CHECK struct err *
command_read_json(struct command *cmd, const char *path, json_t **out);

/* What this process knows must not be left lying about. */
void command_leave_no_core(void);

/* Each subcommand is a function of this kind: it prints its answer on stdout
 * and returns what went wrong, or NULL. */
struct err *import_postcodes(struct command *cmd);
struct err *import_cqc(struct command *cmd);
struct err *import_ofsted(struct command *cmd);
struct err *import_gias(struct command *cmd);
struct err *import_scheme(struct command *cmd);
struct err *import_bank_holidays(struct command *cmd);
struct err *organisation_add(struct command *cmd);
struct err *user_add(struct command *cmd);
struct err *user_change(struct command *cmd);
struct err *client_add(struct command *cmd);
struct err *key_make(struct command *cmd);
struct err *key_rotate_text(struct command *cmd);
struct err *text_reseal(struct command *cmd);
struct err *mail_retry(struct command *cmd);
struct err *mail_status(struct command *cmd);
struct err *audit_check(struct command *cmd);
struct err *audit_verify(struct command *cmd);
struct err *score_check(struct command *cmd);

/* The long-running ones: their exit status. */
int cmd_jobs(int argc, char **argv);
int cmd_documents(int argc, char **argv);
int cmd_webhooks(int argc, char **argv);
int cmd_mail(int argc, char **argv);
int cmd_registers(int argc, char **argv);

#endif
