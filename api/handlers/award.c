/*
 * award.c - one bid wins: the award, everybody's letter, and the agreement.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/offer.h"
#include "api/handlers/pricing.h"
#include "api/handlers/stage.h"
#include "core/choice.h"

/* May this bid be awarded, of all? */
static struct err *
check_award(struct ctx *cx)
{
	struct award_case c;
	struct err *e;

	e = stage_check(cx, cx->shown, REFERRAL_AWARD_BID);
	if (e == NULL)
		e = offer_case(cx, cx->shown, &c);
	if (e == NULL)
		e = award_check(cx->arena, &c, body_text(cx, "bid_id"));
	return e;
}

/* What the provider is paid for one child, as core/ has priced it. */
static json_t *
price_line(const json_t *child, size_t number, const struct child_price *p)
{
	const json_t *variable = json_object_get(child, "variable");

	return json_pack("{s:I, s:I, s:I, s:o, s:I, s:f, s:I, s:I}", "child",
	    (json_int_t)number, "core_pence", (json_int_t)p->core,
	    "variable_pence", (json_int_t)p->variable, "variable",
	    json_is_array(variable) ? json_deep_copy(variable) : json_array(),
	    "before_discount_pence", (json_int_t)p->price, "discount_percent",
	    p->percent100 / 100.0, "discount_pence", (json_int_t)p->discount,
	    "price_pence", (json_int_t)(p->price - p->discount));
}

/* The lines add up to the price that was sealed: both come from core/. */
static struct err *
price_lines(struct ctx *cx, const struct rows *award, const char **lines)
{
	const json_t *content = field_json(cx, award, 0, "content");
	const json_t *children = json_object_get(content, "children");
	json_t *list = json_keep(cx->arena, json_array());
	const struct child_bid *bids;
	struct accredited acc;
	struct bid_price price;
	struct err *e;
	size_t count, i;

	pricing_accredited(cx->arena, field_json(cx, award, 0, "core_pence"),
	    field_json(cx, award, 0, "discounts"), &acc);
	bids = pricing_children(cx->arena, children, &count);
	e = bid_price(cx->arena, &acc, bids, count, &price);
	if (e != NULL)
		return e;
	for (i = 0; i < count; i++)
		(void)json_array_append_new(list,
		    price_line(json_array_get(children, i), i + 1,
			&price.children[i]));
	*lines = json_compact(cx->arena, list);
	return NULL;
}

static struct err *
make_placement(struct ctx *cx, const struct rows *award)
{
	const struct rows *placement = NULL;
	const char *lines = NULL;
	struct err *e;

	e = price_lines(cx, award, &lines);
	if (e == NULL)
		e = cx_exec(cx, STMT_PLACEMENT_INSERT, &placement,
		    field_text(award, 0, "award_id"), lines);
	if (e != NULL)
		return e;
	return cx_event(cx, "placement.issued",
	    field_text(placement, 0, "placement_id"),
	    cx_path(cx, "referral_id"),
	    field_text(placement, 0, "provider_id"));
}

/* The letters are written in the same transaction, for all at once (R123). */
static struct err *
tell_everybody(struct ctx *cx, const struct rows *award)
{
	const char *referral = cx_path(cx, "referral_id");
	const struct rows *bidders = NULL;
	struct err *e;

	e = cx_exec(cx, STMT_LETTERS_WRITE, NULL,
	    field_text(award, 0, "award_id"));
	if (e == NULL)
		e = cx_exec(cx, STMT_BIDDERS_LIST, &bidders);
	if (e != NULL)
		return e;
	return cx_event(cx, "referral.awarded", referral, referral,
	    field_text(bidders, 0, "audience"));
}

/* POST /v1/referrals/{referral_id}/award */
struct err *
award_create(struct ctx *cx)
{
	const char *referral = cx_path(cx, "referral_id");
	const struct rows *award = NULL;
	struct err *e;

	e = check_award(cx);
	if (e == NULL)
		e = cx_exec(cx, STMT_AWARD_INSERT, &award);
	if (e == NULL)
		e = cx_exec(cx, STMT_REFERRAL_MOVE, NULL,
		    stage_after(cx->shown, REFERRAL_AWARD_BID));
	if (e == NULL)
		e = tell_everybody(cx, award);
	if (e == NULL)
		e = make_placement(cx, award);
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_AWARD_SHOW, referral,
	    arena_printf(cx->arena, "/v1/referrals/%s/award", referral));
}
