/*
 * clarification.c - what one provider asks is answered to all, at the same
 * moment, and nobody learns who asked (R074).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/lead.h"
#include "api/handlers/stage.h"

/* POST .../clarification-requests: between whoever asks and the lead. */
struct err *
clarification_ask(struct ctx *cx)
{
	const struct rows *made = NULL;
	const char *id;
	struct err *e;

	e = cx_exec(cx, STMT_CLARIFICATION_REQUEST_INSERT, &made);
	if (e != NULL)
		return e;
	id = field_text(made, 0, "id");
	e = cx_exec(cx, STMT_CLARIFICATION_ASKED, NULL, id);
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_CLARIFICATION_REQUEST_SHOW, id,
	    arena_printf(cx->arena, "/v1/schemes/%s/clarification-requests/%s",
		cx_path(cx, "scheme_id"), id));
}

/* The request that is answered by this, if the body names one. */
static struct err *
settle_request(struct ctx *cx, const char *clarification)
{
	const struct rows *settled = NULL;
	struct err *e;

	if (body_text(cx, "request_id") == NULL)
		return NULL;
	e = cx_exec(cx, STMT_CLARIFICATION_REQUEST_ANSWER, &settled,
	    clarification);
	if (e != NULL || rows_count(settled) > 0)
		return e;
	return err_at(cx->arena, "#/request_id",
	    "There is no such request that waits for an answer.");
}

/* POST .../clarifications: to everybody in one act. */
struct err *
clarification_publish(struct ctx *cx)
{
	const struct rows *scheme = NULL, *made = NULL;
	const char *id;
	struct err *e;

	e = lead_scheme(cx, SCHEME_ADD_CATEGORY, &scheme);
	if (e == NULL)
		e = cx_exec(cx, STMT_CLARIFICATION_INSERT, &made);
	if (e != NULL)
		return e;
	id = field_text(made, 0, "id");
	e = settle_request(cx, id);
	if (e == NULL)
		e = cx_event(cx, "clarification.published", id, NULL,
		    field_text(made, 0, "audience"));
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_CLARIFICATION_SHOW, id,
	    arena_printf(cx->arena, "/v1/schemes/%s/clarifications/%s",
		cx_path(cx, "scheme_id"), id));
}
