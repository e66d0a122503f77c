/*
 * conflict.c - what one person says about one application: whether there is a
 * conflict of interest.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/stage.h"

static struct err *
check_nature(struct ctx *cx)
{
	if (!json_is_true(json_object_get(cx->body, "conflicted")) ||
	    body_text(cx, "nature") != NULL)
		return NULL;
	return err_at(cx->arena, "#/nature", "Say what the conflict is.");
}

/* The application, while nothing stands that was declared before. */
static struct err *
find_application(struct ctx *cx, const struct rows **out)
{
	struct err *e = cx_exec(cx, STMT_CONFLICT_LOAD, out);

	if (e != NULL)
		return e;
	if (rows_count(*out) == 0)
		return err_new(cx->arena, ERR_NOT_FOUND,
		    "There is no such application.");
	if (cx->caller.user == NULL)
		return err_new(cx->arena, ERR_PERSON_REQUIRED,
		    "A machine client has no interests to declare.");
	if (field_bool(*out, 0, "conflicted"))
		return err_new(cx->arena, ERR_CONFLICT_DECLARED,
		    "A conflict that was declared stands.");
	return NULL;
}

/* PUT: ends what the person was asked to score there, if there is one. */
struct err *
conflict_put(struct ctx *cx)
{
	const bool is_new = rows_count(cx->shown) == 0;
	const char *id = cx_path(cx, "application_id"), *lead;
	const struct rows *found = NULL;
	struct err *e = check_nature(cx);

	if (e == NULL)
		e = find_application(cx, &found);
	if (e != NULL)
		return e;
	lead = field_text(found, 0, "lead_id");
	e = cx_exec(cx, STMT_CONFLICT_STORE, NULL, lead);
	if (e == NULL)
		e = cx_event(cx, "application.conflict_declared", id, NULL,
		    lead);
	if (e != NULL)
		return e;
	return respond_shown(cx, is_new ? 201 : 200, STMT_CONFLICT_SHOW, NULL,
	    is_new ? arena_printf(cx->arena, "/v1/applications/%s/conflict", id)
		   : NULL);
}
