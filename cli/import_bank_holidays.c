/*
 * import_bank_holidays.c - `fairlot import bank-holidays`: GOV.UK's file.
 *
 * The JSON of the page on bank holidays: for each part of the United Kingdom
 * its days. What is not of that shape is refused, and nothing is stored.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "api/json.h"
#include "cli/command.h"
#include "core/dates.h"

/* As the file calls them. */
static const char *const divisions[] = { "england-and-wales", "scotland",
	"northern-ireland" };

static struct err *
check_day(struct command *cmd, const char *division, size_t n,
    const json_t *event)
{
	const char *day = json_string_value(json_object_get(event, "date"));
	struct date d;

	if (json_is_string(json_object_get(event, "title")) && day &&
	    date_parse(day, &d))
		return NULL;
	return err_at(cmd->arena,
	    arena_printf(cmd->arena, "#/%s/events/%zu", division, n),
	    "a bank holiday has a title and a date");
}

static struct err *
check_division(struct command *cmd, const char *division, const json_t *file)
{
	const json_t *events =
	    json_object_get(json_object_get(file, division), "events");
	struct err *faults = NULL;
	size_t i;

	if (!json_is_array(events))
		return err_at(cmd->arena,
		    arena_printf(cmd->arena, "#/%s/events", division),
		    "this is not GOV.UK's file of bank holidays");
	for (i = 0; i < json_array_size(events); i++)
		err_append(&faults,
		    check_day(cmd, division, i, json_array_get(events, i)));
	return faults;
}

/* The three parts and nothing else. */
static struct err *
check_file(struct command *cmd, const json_t *file)
{
	struct err *faults = NULL;
	size_t i;

	for (i = 0; i < ARRAY_LEN(divisions); i++)
		err_append(&faults, check_division(cmd, divisions[i], file));
	if (!faults && json_object_size(file) != ARRAY_LEN(divisions))
		return err_at(cmd->arena, "#",
		    "the United Kingdom has three parts here");
	return faults;
}

static struct err *
store(struct command *cmd, const json_t *file)
{
	const char *const params[] = { json_compact(cmd->arena, file) };
	const struct rows *rows = NULL;
	struct db *db = NULL;
	struct err *e = command_begin(cmd, &db);

	if (!e)
		e = db_exec(db, cmd->arena, STMT_BANK_HOLIDAYS_REPLACE, params,
		    &rows);
	if (!e && rows_count(rows) == 0)
		e = err_new(cmd->arena, ERR_INVALID,
		    "the file names no bank holiday");
	if (!e)
		e = db_commit(db, cmd->arena);
	if (e)
		return e;
	printf("%s days that are a bank holiday somewhere, from %s to %s\n",
	    rows_text(rows, 0, 0), rows_text(rows, 0, 1),
	    rows_text(rows, 0, 2));
	return NULL;
}

struct err *
import_bank_holidays(struct command *cmd)
{
	json_t *file = NULL;
	struct err *e = command_expects(cmd, 1);

	if (!e)
		e = command_read_json(cmd, cmd->argv[0], &file);
	if (!e)
		e = check_file(cmd, file);
	return e ? e : store(cmd, file);
}
