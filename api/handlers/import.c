/*
 * import.c - /v1/schemes/{scheme_id}/accreditation-imports
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/lead.h"
#include "api/handlers/stage.h"

static struct err *
check_scheme(struct ctx *cx)
{
	const struct rows *scheme = NULL;
	struct err *e = cx_exec(cx, STMT_IMPORT_LOAD, &scheme);

	if (e != NULL)
		return e;
	if (rows_count(scheme) == 0)
		return err_new(cx->arena, ERR_NOT_FOUND,
		    "You lead no such scheme.");
	return scheme_is_joinable(cx, scheme);
}

/* Each draft is its provider's, to confirm or to throw away. */
static struct err *
tell_providers(struct ctx *cx, const struct rows *drafted)
{
	struct err *e = NULL;
	size_t i;

	for (i = 0; e == NULL && i < (size_t)rows_count(drafted); i++)
		e = cx_event(cx, "application.imported",
		    field_text(drafted, i, "application_id"), NULL,
		    field_text(drafted, i, "provider_id"));
	return e;
}

/* POST: accreditations that were exported elsewhere become drafts of their
 * providers, never accreditations (R024, R057). */
struct err *
accreditation_import(struct ctx *cx)
{
	const struct rows *made = NULL, *drafted = NULL;
	const char *id;
	struct err *e;

	e = check_scheme(cx);
	if (e == NULL)
		e = cx_exec(cx, STMT_IMPORT_INSERT, &made);
	if (e != NULL)
		return e;
	id = field_text(made, 0, "id");
	e = cx_exec(cx, STMT_IMPORT_RECORDS, &drafted, id);
	if (e == NULL)
		e = tell_providers(cx, drafted);
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_IMPORT_SHOW, id,
	    arena_printf(cx->arena, "/v1/schemes/%s/accreditation-imports/%s",
		cx_path(cx, "scheme_id"), id));
}
