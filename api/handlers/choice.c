/*
 * choice.c - what the family chooses, and the budget it chooses under.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/choice.h"

#include <inttypes.h>

#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/offer.h"
#include "api/handlers/stage.h"
#include "api/personal.h"

/* The body against the offer of this moment. */
static struct err *
check_choice(struct ctx *cx, const struct rows *r)
{
	struct choice choice = { .bid_id = body_text(cx, "bid_id") };
	struct additional_cost cost = { 0 };
	struct award_case c;
	struct err *e;

	e = offer_case(cx, r, &c);
	if (e != NULL)
		return e;
	if (!cx_sound(cx, "#/bid_id") || !cx_sound(cx, "#/chosen_by"))
		return cx_faults(cx, NULL);
	(void)chosen_by_parse(body_text(cx, "chosen_by"), &choice.chosen_by);
	if (offer_additional_cost(json_object_get(cx->body, "additional_cost"),
		&cost))
		choice.additional_cost = &cost;
	return cx_faults(cx, choice_check(cx->arena, &c, &choice));
}

/* What somebody pays on top, with the payer's name sealed; NULL: nothing. */
static const char *
sealed_cost(struct ctx *cx, const char *referral)
{
	json_t *given = json_object_get(cx->body, "additional_cost"), *cost;

	if (!json_is_object(given))
		return NULL;
	cost = json_keep(cx->arena, json_copy(given));
	json_object_set_new(cost, "payer",
	    json_string(cx_seal(cx, "choice.payer", referral,
		json_string_value(json_object_get(given, "payer")))));
	return json_compact(cx->arena, cost);
}

/* PUT /v1/referrals/{referral_id}/choice */
struct err *
choice_put(struct ctx *cx)
{
	const char *referral = cx_path(cx, "referral_id");
	const bool created = rows_count(cx->shown) == 0;
	const struct rows *r = NULL;
	struct err *e;

	e = cx_exec(cx, STMT_AWARD_CASE, &r);
	if (e == NULL)
		e = stage_check(cx, r, REFERRAL_CHOOSE);
	if (e == NULL)
		e = check_choice(cx, r);
	if (e == NULL)
		e = cx_exec(cx, STMT_CHOICE_STORE, NULL,
		    cx_seal(cx, "choice.reason", referral,
			body_text(cx, "reason")),
		    sealed_cost(cx, referral));
	if (e == NULL)
		e = cx_did(cx, &referral_lifecycle, REFERRAL_CHOOSE, referral,
		    referral, NULL);
	if (e != NULL)
		return e;
	return respond_shown(cx, created ? 201 : 200, STMT_CHOICE_SHOW,
	    referral,
	    created
		? arena_printf(cx->arena, "/v1/referrals/%s/choice", referral)
		: NULL);
}

/* Upward only. A referral that had no budget has none to go below. */
static struct err *
check_budget(struct ctx *cx, struct award_case *c)
{
	const pence from = c->budget == NO_BUDGET ? 0 : c->budget;
	const pence to = body_int(cx, "budget_pence", 0);
	struct err *e;

	e = budget_raise_check(cx->arena, from, to);
	if (e != NULL)
		return e;
	c->budget = to;
	return NULL;
}

/* Every raise goes to another figure, which tells it from the others. */
static const char *
seal_reason(struct ctx *cx, const struct award_case *c)
{
	return cx_seal(cx, "budget_change.reason",
	    arena_printf(cx->arena, "%s/%" PRId64, cx_path(cx, "referral_id"),
		c->budget),
	    body_text(cx, "reason"));
}

/* POST /v1/referrals/{referral_id}/budget: offers again, scores nothing. */
struct err *
budget_create(struct ctx *cx)
{
	const char *referral = cx_path(cx, "referral_id");
	struct award_case c;
	struct err *e;

	e = stage_check(cx, cx->shown, REFERRAL_RAISE_BUDGET);
	if (e == NULL)
		e = offer_case(cx, cx->shown, &c);
	if (e == NULL)
		e = check_budget(cx, &c);
	if (e == NULL)
		e = cx_exec(cx, STMT_BUDGET_RAISE, NULL, seal_reason(cx, &c),
		    offer_json(cx, &c));
	if (e == NULL)
		e = cx_did(cx, &referral_lifecycle, REFERRAL_RAISE_BUDGET,
		    referral, referral, NULL);
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_BUDGET_SHOW, referral,
	    arena_printf(cx->arena, "/v1/referrals/%s/budget", referral));
}
