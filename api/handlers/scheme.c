/*
 * scheme.c - /v1/schemes and the councils in them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/scheme.h"

#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/lead.h"
#include "api/handlers/scheme_terms.h"
#include "api/handlers/stage.h"

/* POST: a draft, seen by its authority alone. */
struct err *
scheme_create(struct ctx *cx)
{
	const struct rows *made = NULL;
	struct err *e = scheme_terms_check(cx, NULL);

	if (e == NULL)
		e = cx_exec(cx, STMT_SCHEME_INSERT, &made);
	if (e == NULL)
		e = cx_event(cx, scheme_lifecycle.begins,
		    field_text(made, 0, "id"), NULL, NULL);
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_SCHEME_SHOW,
	    field_text(made, 0, "id"),
	    arena_printf(cx->arena, "/v1/schemes/%s",
		field_text(made, 0, "id")));
}

static struct err *
check_council(struct ctx *cx)
{
	const json_t *delegation = json_object_get(cx->body, "delegation");
	const struct rows *council = NULL;
	struct err *e = days_in_order(cx, cx->body, "#/to");

	if (json_is_object(delegation))
		err_append(&e,
		    days_in_order(cx, delegation, "#/delegation/to"));
	if (e != NULL)
		return e;
	e = cx_exec(cx, STMT_COUNCIL_LOAD, &council);
	if (e == NULL && rows_count(council) == 0)
		e = err_new(cx->arena, ERR_NOT_FOUND,
		    "There is no such authority.");
	return e;
}

/* PUT .../councils/{organisation_id}: joins, or its kind or dates change. */
struct err *
scheme_council_put(struct ctx *cx)
{
	const char *council = cx_path(cx, "organisation_id");
	const char *id = cx_path(cx, "scheme_id");
	bool is_new = rows_count(cx->shown) == 0;
	enum scheme_act act = is_new ? SCHEME_ADD_COUNCIL : SCHEME_PUT_COUNCIL;
	const struct rows *scheme = NULL;
	struct err *e;

	e = lead_scheme(cx, act, &scheme);
	if (e == NULL)
		e = check_council(cx);
	if (e == NULL)
		e = cx_exec(cx, STMT_SCHEME_COUNCIL_UPSERT, NULL);
	if (e == NULL)
		e = cx_did(cx, &scheme_lifecycle, (int)act, id, NULL, council);
	if (e != NULL)
		return e;
	return respond_shown(cx, is_new ? 201 : 200, STMT_SCHEME_COUNCIL_SHOW,
	    NULL,
	    is_new ? arena_printf(cx->arena, "/v1/schemes/%s/councils/%s", id,
			 council)
		   : NULL);
}

/* DELETE .../councils/{organisation_id}: from a draft. */
struct err *
scheme_council_delete(struct ctx *cx)
{
	const struct rows *scheme = NULL;
	struct err *e;

	e = lead_scheme(cx, SCHEME_REMOVE_COUNCIL, &scheme);
	if (e == NULL)
		e = cx_exec(cx, STMT_SCHEME_COUNCIL_DELETE, NULL);
	if (e == NULL)
		e = cx_did(cx, &scheme_lifecycle, SCHEME_REMOVE_COUNCIL,
		    cx_path(cx, "scheme_id"), NULL,
		    cx_path(cx, "organisation_id"));
	return e != NULL ? e : respond_empty(cx);
}
