/*
 * common.c - /v1/applications/{application_id}/common-answers: what several
 * homes and categories are asked alike is answered once (R028, R050).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/application.h"
#include "api/handlers/stage.h"

/* Each code that cannot be answered in common. */
static struct err *
check_codes(struct ctx *cx)
{
	const struct rows *wrong = NULL;
	struct err *e, *faults = NULL;
	size_t i;

	e = cx_exec(cx, STMT_COMMON_FAULTS, &wrong);
	if (e != NULL)
		return e;
	for (i = 0; i < rows_count(wrong); i++)
		err_append(&faults,
		    err_at(cx->arena, field_text(wrong, i, "pointer"), "%s",
			field_bool(wrong, i, "known")
			    ? "The categories ask for different things under "
			      "this code; answer it in each entry."
			    : "No category of this application has such a "
			      "code."));
	return faults;
}

static struct err *
store(struct ctx *cx, enum stmt stmt)
{
	const struct rows *application = NULL;
	struct err *e;

	e = cx_exec(cx, STMT_APPLICATION_LOAD, &application);
	if (e == NULL)
		e = application_may(cx, application, APPLICATION_EDIT);
	if (e == NULL)
		e = check_codes(cx);
	if (e == NULL)
		e = cx_exec(cx, stmt, NULL);
	if (e == NULL)
		e = cx_did(cx, &application_lifecycle, APPLICATION_EDIT,
		    cx_path(cx, "application_id"), NULL, NULL);
	if (e != NULL)
		return e;
	return respond_shown(cx, 200, STMT_COMMON_SHOW, NULL, NULL);
}

/* PUT: all of them. */
struct err *
common_put(struct ctx *cx)
{
	return store(cx, STMT_COMMON_PUT);
}

/* PATCH: those that the body names. */
struct err *
common_patch(struct ctx *cx)
{
	return store(cx, STMT_COMMON_PATCH);
}
