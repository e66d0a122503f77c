/*
 * accreditation.c - a home's accreditation is suspended and reinstated.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/accreditation.h"

#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/stage.h"

/* Nothing that is on record may end it again the next moment. */
static struct err *
check_facts(struct ctx *cx, enum accreditation_act act, const struct rows *row)
{
	if (act != ACCREDITATION_REINSTATE || field_is_null(row, 0, "lapsed"))
		return NULL;
	return err_new(cx->arena, ERR_STILL_FAILING, "On record is still: %s.",
	    field_text(row, 0, "lapsed"));
}

/* The change, told to the provider and to every council at once (R060). */
static struct err *
change(struct ctx *cx, enum accreditation_act act, const char *ground)
{
	enum accreditation_state state = ACCREDITATION__MAX;
	const char *id = cx_path(cx, "accreditation_id");
	const struct rows *row = NULL;
	struct err *e = cx_queue(cx, STMT_ACCREDITATION_SETTLE);

	if (e == NULL)
		e = cx_exec(cx, STMT_ACCREDITATION_LOAD, &row);
	if (e != NULL)
		return e;
	if (rows_count(row) == 0)
		return err_new(cx->arena, ERR_NOT_FOUND,
		    "There is no such accreditation.");
	(void)accreditation_state_parse(field_text(row, 0, "state"), &state);
	e = cx_may(cx, &accreditation_lifecycle, (int)act, (int)state);
	if (e == NULL)
		e = check_facts(cx, act, row);
	if (e == NULL)
		e = cx_exec(cx, STMT_ACCREDITATION_SET, NULL,
		    accreditation_state_name(accreditation_next(act, state)),
		    ground);
	if (e == NULL)
		e = cx_did(cx, &accreditation_lifecycle, (int)act, id, NULL,
		    field_text(row, 0, "audience"));
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_ACCREDITATION_SHOW, NULL,
	    arena_printf(cx->arena, "/v1/accreditations/%s", id));
}

/* POST .../suspension: no invitations, no bids, no badge, anywhere. */
struct err *
accreditation_suspend(struct ctx *cx)
{
	return change(cx, ACCREDITATION_SUSPEND, body_text(cx, "ground"));
}

/* POST .../reinstatement: the point has been put right. */
struct err *
accreditation_reinstate(struct ctx *cx)
{
	return change(cx, ACCREDITATION_REINSTATE, NULL);
}
