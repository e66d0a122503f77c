/*
 * placement.c - the Individual Placement Agreement is signed, or refused.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/placement.h"

#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/stage.h"
#include "api/personal.h"

static enum placement_state
placement_state_of(const struct rows *r)
{
	enum placement_state state = PLACEMENT__MAX;

	(void)placement_state_parse(field_text(r, 0, "state"), &state);
	return state;
}

/* Both parties hear of it. */
static struct err *
tell_parties(struct ctx *cx, enum placement_act act)
{
	const struct rows *r = cx->shown;

	return cx_did(cx, &placement_lifecycle, (int)act,
	    cx_path(cx, "placement_id"), field_text(r, 0, "referral_id"),
	    arena_printf(cx->arena, "%s,%s", field_text(r, 0, "provider_id"),
		field_text(r, 0, "council_id")));
}

static struct err *
respond_placement(struct ctx *cx)
{
	const char *id = cx_path(cx, "placement_id");

	return respond_shown(cx, 201, STMT_PLACEMENT_SHOW, id,
	    arena_printf(cx->arena, "/v1/placements/%s", id));
}

/* What was promised with the application is held by now (R034). */
static struct err *
check_evidence(struct ctx *cx)
{
	const struct rows *r = NULL;
	struct err *e;

	if (cx->caller.role != ROLE_PROVIDER)
		return NULL;
	e = cx_exec(cx, STMT_PLACEMENT_LACKS, &r);
	if (e != NULL || field_is_null(r, 0, "lacks"))
		return e;
	return err_new(cx->arena, ERR_EVIDENCE_MISSING,
	    "The home does not hold what the category asks for: %s.",
	    field_text(r, 0, "lacks"));
}

/* POST /v1/placements/{placement_id}/signature */
struct err *
placement_sign(struct ctx *cx)
{
	const enum placement_state state = placement_state_of(cx->shown);
	const enum placement_act act = placement_signature(cx->caller.role);
	enum placement_state next;
	struct err *e;

	e = cx_may(cx, &placement_lifecycle, (int)act, (int)state);
	if (e == NULL)
		e = check_evidence(cx);
	if (e != NULL)
		return e;
	next = placement_next(act, state);
	e = cx_exec(cx, STMT_PLACEMENT_SIGN, NULL, placement_state_name(next));
	if (e == NULL)
		e = tell_parties(cx, act);
	if (e != NULL)
		return e;
	return respond_placement(cx);
}

/* POST /v1/placements/{placement_id}/refusal: the award falls with it, and
 * the referral goes down its locked ranking. */
struct err *
placement_refuse(struct ctx *cx)
{
	const enum placement_state state = placement_state_of(cx->shown);
	struct err *e;

	e = cx_may(cx, &placement_lifecycle, PLACEMENT_REFUSE, (int)state);
	if (e == NULL)
		e = cx_exec(cx, STMT_PLACEMENT_REFUSE, NULL,
		    placement_state_name(
			placement_next(PLACEMENT_REFUSE, state)),
		    cx_seal(cx, "placement.refusal_reason",
			cx_path(cx, "placement_id"), body_text(cx, "reason")));
	if (e == NULL)
		e = cx_exec(cx, STMT_AWARD_FALL, NULL);
	if (e == NULL)
		e = tell_parties(cx, PLACEMENT_REFUSE);
	if (e != NULL)
		return e;
	return respond_placement(cx);
}
