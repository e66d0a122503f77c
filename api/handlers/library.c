/*
 * library.c - /v1/schemes/{scheme_id}/questions: asked in the same words by all
 * categories that name their code (R193).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/handlers/library.h"

#include "api/handlers.h"
#include "api/handlers/lead.h"
#include "api/handlers/stage.h"

/* POST: a question is never changed, so that its code always means the same. */
struct err *
question_create(struct ctx *cx)
{
	const struct rows *scheme = NULL, *made = NULL;
	const char *id;
	struct err *e;

	e = lead_scheme(cx, SCHEME_ADD_CATEGORY, &scheme);
	if (e == NULL)
		e = cx_exec(cx, STMT_QUESTION_INSERT, &made);
	if (e != NULL)
		return e;
	id = field_text(made, 0, "id");
	e = cx_event(cx, "scheme.question_added", cx_path(cx, "scheme_id"),
	    NULL, field_text(scheme, 0, "audience"));
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_QUESTION_SHOW, id,
	    arena_printf(cx->arena, "/v1/schemes/%s/questions/%s",
		cx_path(cx, "scheme_id"), id));
}

struct err *
library_check(struct ctx *cx, const char *name, enum question_kind kind)
{
	const json_t *items = json_object_get(cx->body, name);
	const struct rows *missing = NULL;
	struct err *e, *faults = NULL;
	size_t i;

	if (!cx_sound(cx, arena_printf(cx->arena, "#/%s", name)))
		return NULL;
	e = cx_exec(cx, STMT_CATEGORY_UNWORDED, &missing,
	    json_compact(cx->arena, items), question_kind_name(kind));
	if (e != NULL)
		return e;
	for (i = 0; i < rows_count(missing); i++)
		err_append(&faults,
		    err_at(cx->arena,
			arena_printf(cx->arena, "#/%s/%s/%s", name,
			    field_text(missing, i, "place"),
			    field_text(missing, i, "member")),
			"The library of the scheme has no such code; say it "
			"here."));
	return faults;
}
