/*
 * portal.c - /v1/expressions-of-interest, from procurement portals.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/lead.h"
#include "api/handlers/stage.h"

/* POST: a supplier is interested in a scheme; its lead gets to know. */
struct err *
expression_create(struct ctx *cx)
{
	const struct rows *made = NULL;
	const char *id;
	struct err *e;

	e = scheme_of_body_is_joinable(cx);
	if (e == NULL)
		e = cx_exec(cx, STMT_EXPRESSION_INSERT, &made);
	if (e != NULL)
		return e;
	id = field_text(made, 0, "id");
	e = cx_event(cx, "expression_of_interest.received", id, NULL,
	    field_text(made, 0, "lead_id"));
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_EXPRESSION_SHOW, id,
	    arena_printf(cx->arena, "/v1/expressions-of-interest/%s", id));
}
