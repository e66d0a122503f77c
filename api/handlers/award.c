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
#include "api/personal.h"
#include "core/choice.h"
#include "core/placement.h"

/* May this bid be awarded, of all? */
static struct err *
check_award(struct ctx *cx)
{
	struct award_case c;
	struct err *e;

	e = stage_check(cx, cx->shown, REFERRAL_AWARD_BID);
	if (e == NULL && !field_bool(cx->shown, 0, "partner"))
		return err_new(cx->arena, ERR_NOT_PARTNER,
		    "Your council's part in this scheme, or its delegation, "
		    "is over.");
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

/* What the bid says of each child. */
static struct err *
load_children(struct ctx *cx, const struct rows *award, const json_t **out)
{
	const char *text = NULL;
	struct err *e;

	e = cx_unseal(cx, "bid_opened.words", body_text(cx, "bid_id"),
	    field_text(award, 0, "words"), &text);
	if (e == NULL)
		*out = json_keep(cx->arena, json_loads(text, 0, NULL));
	return e;
}

/* The lines add up to the price that was sealed: both come from core/. */
static struct err *
price_lines(struct ctx *cx, const struct rows *award, json_t **lines)
{
	const json_t *children = NULL;
	json_t *list = json_keep(cx->arena, json_array());
	const struct child_bid *bids;
	struct accredited acc;
	struct bid_price price;
	struct err *e;
	size_t count, i;

	e = load_children(cx, award, &children);
	if (e != NULL)
		return e;
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
	*lines = list;
	return NULL;
}

/* The figures of the lines alone. */
static const char *
figures(struct ctx *cx, const json_t *lines)
{
	json_t *all = json_keep(cx->arena, json_deep_copy(lines)), *line;
	size_t i;

	json_array_foreach(all, i, line)
	{
		(void)json_object_del(line, "variable");
	}
	return json_compact(cx->arena, all);
}

/* All that is agreed, as it will be shown, and sealed as a whole. */
static struct err *
make_terms(struct ctx *cx, const char *award_id, json_t *lines,
    const char **sealed)
{
	const struct rows *draft = NULL;
	const char *text = NULL;
	json_t *terms;
	struct err *e;

	e = cx_exec(cx, STMT_PLACEMENT_DRAFT, &draft, award_id);
	if (e == NULL)
		e = cx_reveal(cx, field_text(draft, 0, "terms"), &text);
	if (e != NULL)
		return e;
	terms = json_keep(cx->arena, json_loads(text, 0, NULL));
	json_object_set(terms, "price_lines", lines);
	*sealed = cx_seal(cx, "placement.terms", award_id,
	    json_compact(cx->arena, terms));
	return NULL;
}

static struct err *
make_placement(struct ctx *cx, const struct rows *award)
{
	const char *award_id = field_text(award, 0, "award_id"), *terms = NULL;
	const struct rows *placement = NULL;
	json_t *lines = NULL;
	struct err *e;

	e = price_lines(cx, award, &lines);
	if (e == NULL)
		e = make_terms(cx, award_id, lines, &terms);
	if (e == NULL)
		e = cx_exec(cx, STMT_PLACEMENT_INSERT, &placement, award_id,
		    terms, figures(cx, lines));
	if (e != NULL)
		return e;
	return cx_event(cx, placement_lifecycle.begins,
	    field_text(placement, 0, "placement_id"),
	    cx_path(cx, "referral_id"),
	    field_text(placement, 0, "provider_id"));
}

/* Each letter is sealed as it will be sent. */
static struct err *
seal_letters(struct ctx *cx, const struct rows *drafts, json_t *letters)
{
	const char *bid, *body = NULL;
	struct err *e;
	size_t i;

	for (i = 0; i < rows_count(drafts); i++) {
		bid = field_text(drafts, i, "bid_id");
		e = cx_reveal(cx, field_text(drafts, i, "body"), &body);
		if (e != NULL)
			return e;
		(void)json_array_append_new(letters,
		    json_pack("{s:s, s:s}", "bid_id", bid, "body",
			cx_seal(cx, "letter.body", bid, body)));
	}
	return NULL;
}

static struct err *
write_letters(struct ctx *cx, const char *award_id)
{
	json_t *letters = json_keep(cx->arena, json_array());
	const struct rows *drafts = NULL;
	struct err *e;

	e = cx_exec(cx, STMT_LETTERS_DRAFT, &drafts, award_id);
	if (e == NULL)
		e = seal_letters(cx, drafts, letters);
	if (e != NULL)
		return e;
	return cx_exec(cx, STMT_LETTERS_WRITE, NULL, award_id,
	    json_compact(cx->arena, letters));
}

/* The letters are written in the same transaction, for all at once (R123). */
static struct err *
tell_everybody(struct ctx *cx, const struct rows *award)
{
	const char *referral = cx_path(cx, "referral_id");
	const struct rows *bidders = NULL;
	struct err *e;

	e = write_letters(cx, field_text(award, 0, "award_id"));
	if (e == NULL)
		e = cx_exec(cx, STMT_BIDDERS_LIST, &bidders);
	if (e != NULL)
		return e;
	return cx_did(cx, &referral_lifecycle, REFERRAL_AWARD_BID, referral,
	    referral, field_text(bidders, 0, "audience"));
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
		e = cx_exec(cx, STMT_AWARD_INSERT, &award,
		    cx_seal(cx, "award.reason", body_text(cx, "bid_id"),
			body_text(cx, "reason")));
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
