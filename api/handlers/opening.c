/*
 * opening.c - the bids come out of their envelopes, all at once (R099).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/pricing.h"
#include "api/handlers/stage.h"
#include "api/handlers/terms.h"
#include "api/handlers/words.h"
#include "core/ranking.h"

/* What all bids are held against, and what was found. */
struct opening {
	struct criteria needs, features;
	size_t children;
	const struct rows *envelopes; /* see opening_bids.sql */
	struct ranking_bid *bids;     /* one of each envelope, in its order */
};

/* Where a category wants several openers, each is another person. */
static struct err *
opener_check(struct ctx *cx, int64_t openers)
{
	struct err *e;

	if (openers < 2)
		return NULL;
	e = person_check(cx);
	if (e != NULL)
		return e;
	if (field_bool(cx->shown, 0, "mine"))
		return err_new(cx->arena, ERR_CONFLICT,
		    "You have asked for the opening already; another officer "
		    "has to ask as well.");
	return NULL;
}

/* What the bid ticked, held against what was asked for. */
static void
mark_bid(struct arena *a, const struct opening *o, const json_t *bid,
    struct ranking_bid *b)
{
	const struct criteria *needs = &o->needs, *features = &o->features;
	const char *const *ticks;
	size_t n;

	ticks = terms_ticks(a, json_object_get(bid, "needs_met"), &n);
	b->facts.needs_met = ticks_marks(ticks, n, needs->items, needs->count);
	ticks = terms_ticks(a, json_object_get(bid, "features_met"), &n);
	b->facts.features_met =
	    ticks_marks(ticks, n, features->items, features->count);
	if (ticks_lack_must(ticks, n, features->items, features->count))
		b->reasons |= REASON(NON_COMPLIANCE_MISSING_MUST_HAVE);
}

static void
read_bid(struct arena *a, const struct opening *o, const json_t *envelope,
    struct ranking_bid *b)
{
	const json_t *bid = json_object_get(envelope, "bid");
	const json_t *price = json_object_get(envelope, "price_pence");

	if (!json_is_object(bid) || json_integer_value(price) < 1) {
		b->reasons |= REASON(NON_COMPLIANCE_UNREADABLE);
		return;
	}
	b->facts.price = json_integer_value(price);
	mark_bid(a, o, bid, b);
}

/* A parsed envelope takes many times the room of its text, so each is given
 * back before the next one; the arena would keep them all. One whose digest
 * is not that of the receipt is not even parsed. */
static void
open_envelope(struct arena *a, const struct opening *o, size_t i)
{
	json_t *envelope = NULL;

	if (field_bool(o->envelopes, i, "intact"))
		envelope =
		    json_loads(field_text(o->envelopes, i, "sealed"), 0, NULL);
	read_bid(a, o, envelope, &o->bids[i]);
	json_decref(envelope);
}

/* The figure below which the bid's price would be abnormally low. */
static pence
accredited_figure(struct ctx *cx, const struct opening *o, size_t i)
{
	struct cost_head all = { "", field_int(o->envelopes, i, "core_pence") };
	struct accredited acc = { 0 };

	pricing_accredited(cx->arena, NULL,
	    field_json(cx, o->envelopes, i, "discounts"), &acc);
	acc.heads = &all;
	acc.heads_count = 1;
	return accredited_price(&acc, o->children);
}

static void
open_envelopes(struct ctx *cx, struct opening *o)
{
	const size_t count = rows_count(o->envelopes);
	size_t i;

	o->bids = arena_zalloc_array(cx->arena, count + 1, sizeof(*o->bids));
	for (i = 0; i < count; i++) {
		if (!field_bool(o->envelopes, i, "accredited"))
			o->bids[i].reasons |=
			    REASON(NON_COMPLIANCE_NOT_ACCREDITED);
		open_envelope(cx->arena, o, i);
		o->bids[i].accredited_price = accredited_figure(cx, o, i);
	}
}

/* For opening_store.sql. */
static json_t *
found_json(const struct opening *o, size_t i, unsigned flags)
{
	const struct ranking_bid *b = &o->bids[i];
	const bool readable = !(b->reasons & REASON(NON_COMPLIANCE_UNREADABLE));

	return json_pack("{s:s, s:b, s:I, s:i, s:i, s:o, s:o}", "bid_id",
	    field_text(o->envelopes, i, "bid_id"), "readable", readable,
	    "price_pence", (json_int_t)b->facts.price, "needs_met",
	    b->facts.needs_met, "features_met", b->facts.features_met,
	    "reasons", words_of_reasons(b->reasons), "flags",
	    words_of_flags(flags));
}

/* Whoever is flagged is asked; the others are not told. */
static struct err *
ask_to_explain(struct ctx *cx, const struct opening *o, const unsigned *flags)
{
	struct err *e = NULL;
	size_t i;

	for (i = 0; e == NULL && i < rows_count(o->envelopes); i++)
		if (flags[i] & FLAG(FLAG_ABNORMALLY_LOW))
			e = cx_event(cx, "bid.explanation_asked",
			    field_text(o->envelopes, i, "bid_id"),
			    cx_path(cx, "referral_id"),
			    field_text(o->envelopes, i, "provider_id"));
	return e;
}

static struct err *
store_bids(struct ctx *cx, const struct opening *o)
{
	const size_t count = rows_count(o->envelopes);
	unsigned *flags =
	    arena_zalloc_array(cx->arena, count + 1, sizeof(*flags));
	json_t *found = json_keep(cx->arena, json_array());
	struct err *e;
	size_t i;

	ranking_flags(o->bids, count, flags);
	for (i = 0; i < count; i++)
		(void)json_array_append_new(found, found_json(o, i, flags[i]));
	e = cx_exec(cx, STMT_OPENING_STORE, NULL,
	    json_compact(cx->arena, found));
	if (e != NULL)
		return e;
	return ask_to_explain(cx, o, flags);
}

static struct err *
open_all(struct ctx *cx)
{
	const json_t *terms = field_json(cx, cx->shown, 0, "terms");
	struct opening o = {
		.needs = terms_criteria(cx->arena, terms, "needs"),
		.features = terms_criteria(cx->arena, terms, "features"),
		.children = (size_t)field_int(cx->shown, 0, "children"),
	};
	struct err *e;

	/* The policies show a sealed bid to nobody else, so the referral is
	 * opened first; the lock keeps all others out until the commit. */
	e = cx_exec(cx, STMT_OPENING_MARK, NULL,
	    stage_after(cx->shown, REFERRAL_OPEN_BIDS));
	if (e != NULL)
		return e;
	e = cx_exec(cx, STMT_OPENING_BIDS, &o.envelopes);
	if (e != NULL)
		return e;
	open_envelopes(cx, &o);
	return store_bids(cx, &o);
}

static struct err *
tell_bidders(struct ctx *cx)
{
	const struct rows *bidders;
	struct err *e;

	e = cx_exec(cx, STMT_BIDDERS_LIST, &bidders);
	if (e != NULL)
		return e;
	return cx_event(cx, "referral.opened", cx_path(cx, "referral_id"),
	    cx_path(cx, "referral_id"), field_text(bidders, 0, "audience"));
}

/* Recorded; the colleagues hear that one of them is needed. */
static struct err *
wait_for_another(struct ctx *cx)
{
	const char *referral = cx_path(cx, "referral_id");
	struct err *e;

	e = cx_event(cx, "referral.opening_asked", referral, referral, NULL);
	if (e != NULL)
		return e;
	return respond_shown(cx, 202, STMT_REFERRAL_SHOW, referral, NULL);
}

/* POST /v1/referrals/{referral_id}/opening */
struct err *
opening_create(struct ctx *cx)
{
	const char *referral = cx_path(cx, "referral_id");
	const int64_t openers = field_int(cx->shown, 0, "openers");
	struct err *e;

	e = stage_check(cx, cx->shown, REFERRAL_OPEN_BIDS);
	if (e != NULL)
		return e;
	e = opener_check(cx, openers);
	if (e != NULL)
		return e;
	e = cx_exec(cx, STMT_OPENING_STEP_INSERT, NULL);
	if (e != NULL)
		return e;
	if (field_int(cx->shown, 0, "others") + 1 < openers)
		return wait_for_another(cx);
	e = open_all(cx);
	if (e != NULL)
		return e;
	e = tell_bidders(cx);
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_REFERRAL_SHOW, referral,
	    arena_printf(cx->arena, "/v1/referrals/%s", referral));
}
