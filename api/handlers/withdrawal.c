/*
 * withdrawal.c - a provider takes back what it has applied for.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/application.h"
#include "api/handlers/entry.h"
#include "api/handlers/stage.h"

/* POST /v1/applications/{application_id}/withdrawal: all that has not been
 * decided. */
struct err *
application_withdraw(struct ctx *cx)
{
	const char *id = cx_path(cx, "application_id");
	const struct rows *application = NULL;
	struct err *e;

	e = cx_exec(cx, STMT_APPLICATION_LOAD, &application);
	if (e == NULL)
		e = application_may(cx, application, APPLICATION_WITHDRAW);
	if (e == NULL)
		e = cx_exec(cx, STMT_APPLICATION_WITHDRAW, NULL);
	if (e == NULL)
		e = cx_did(cx, &application_lifecycle, APPLICATION_WITHDRAW, id,
		    NULL, field_text(application, 0, "lead_id"));
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_APPLICATION_SHOW, NULL,
	    arena_printf(cx->arena, "/v1/applications/%s", id));
}

/* And with the last of its entries the application. */
static struct err *
tell_end(struct ctx *cx, const struct rows *ended, const char *lead)
{
	enum application_state state = APPLICATION__MAX;

	if (!application_state_parse(field_text(ended, 0, "ended"), &state))
		return NULL;
	return cx_did(cx, &application_lifecycle,
	    state == APPLICATION_DECIDED ? APPLICATION_SETTLE
					 : APPLICATION_WITHDRAW,
	    cx_path(cx, "application_id"), NULL, lead);
}

/* POST .../entries/{entry_id}/withdrawal: one home in one category. */
struct err *
entry_withdraw(struct ctx *cx)
{
	struct asked_entry entry = { 0 };
	const struct rows *ended = NULL;
	const char *lead;
	struct err *e;

	e = entry_find(cx, ENTRY_WITHDRAW, &entry);
	if (e == NULL)
		e = cx_exec(cx, STMT_ENTRY_WITHDRAW, &ended);
	if (e != NULL)
		return e;
	lead = field_text(entry.row, 0, "lead_id");
	e = cx_did(cx, &entry_lifecycle, ENTRY_WITHDRAW,
	    cx_path(cx, "entry_id"), NULL, lead);
	if (e == NULL)
		e = tell_end(cx, ended, lead);
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_ENTRY_SHOW, NULL,
	    entry_path(cx, ""));
}
