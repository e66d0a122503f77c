/*
 * mail.c - `fairlot mail status` and `mail retry`: the queue of e-mails.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>

#include "cli/command.h"

/* Runs one statement as the owner and shows what it says. */
static struct err *
show(struct command *cmd, enum stmt stmt)
{
	const struct rows *rows = NULL;
	struct db *db = NULL;
	struct err *e = command_expects(cmd, 0);

	if (!e)
		e = command_begin(cmd, &db);
	if (!e)
		e = db_exec(db, cmd->arena, stmt, NULL, &rows);
	if (!e)
		e = db_commit(db, cmd->arena);
	if (!e)
		puts(rows_text(rows, 0, rows_col(rows, "body")));
	return e;
}

struct err *
mail_status(struct command *cmd)
{
	return show(cmd, STMT_MAIL_STATUS);
}

struct err *
mail_retry(struct command *cmd)
{
	return show(cmd, STMT_MAIL_RETRY);
}
