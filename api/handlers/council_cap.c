/*
 * council_cap.c - /v1/categories/{category_id}/council-caps
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/stage.h"

/* PUT: a council's own cap (R049), from now on. Referrals that it published
 * before stay as they were frozen. */
struct err *
council_cap_put(struct ctx *cx)
{
	const char *category = cx_path(cx, "category_id");
	bool is_new = rows_count(cx->shown) == 0;
	const struct rows *row = NULL;
	struct err *e;

	e = cx_exec(cx, STMT_COUNCIL_CAP_LOAD, &row);
	if (e == NULL && rows_count(row) == 0)
		e = err_new(cx->arena, ERR_NOT_FOUND,
		    "You are no such council of this category's scheme.");
	if (e == NULL)
		e = cx_exec(cx, STMT_COUNCIL_CAP_INSERT, NULL);
	if (e == NULL)
		e = cx_event(cx, "category.council_cap_set", category, NULL,
		    field_text(row, 0, "audience"));
	if (e != NULL)
		return e;
	return respond_shown(cx, is_new ? 201 : 200, STMT_COUNCIL_CAP_SHOW,
	    NULL,
	    is_new
		? arena_printf(cx->arena, "/v1/categories/%s/council-caps/%s",
		      category, cx_path(cx, "organisation_id"))
		: NULL);
}
