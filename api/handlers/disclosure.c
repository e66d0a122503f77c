/*
 * disclosure.c - what a council tells the awarded provider about a person.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/stage.h"
#include "api/personal.h"
#include "core/placement.h"

/* Released to the one who was awarded, unless it has refused (R103). */
static struct err *
check(struct ctx *cx, const struct rows *placement)
{
	enum placement_state state = PLACEMENT__MAX;

	if (rows_count(placement) == 0)
		return err_new(cx->arena, ERR_NOT_FOUND,
		    "It is not there, or not yours to see.");
	(void)placement_state_parse(field_text(placement, 0, "state"), &state);
	return cx_may(cx, &placement_lifecycle, PLACEMENT_DISCLOSE, (int)state);
}

/* PUT /v1/placements/{placement_id}/disclosure */
struct err *
disclosure_put(struct ctx *cx)
{
	const char *id = cx_path(cx, "placement_id");
	const bool created = rows_count(cx->shown) == 0;
	const struct rows *p = NULL;
	struct err *e;

	e = cx_exec(cx, STMT_PLACEMENT_LOAD, &p);
	if (e == NULL)
		e = check(cx, p);
	if (e == NULL)
		e = cx_exec(cx, STMT_DISCLOSURE_STORE, NULL,
		    cx_seal(cx, "disclosure.text", id, body_text(cx, "text")));
	if (e == NULL)
		e = cx_did(cx, &placement_lifecycle, PLACEMENT_DISCLOSE, id,
		    field_text(p, 0, "referral_id"),
		    field_text(p, 0, "provider_id"));
	if (e != NULL)
		return e;
	return respond_shown(cx, created ? 201 : 200, STMT_DISCLOSURE_SHOW, id,
	    created
		? arena_printf(cx->arena, "/v1/placements/%s/disclosure", id)
		: NULL);
}
