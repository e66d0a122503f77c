/*
 * opening.c - the bids come out of their envelopes, all at once (R099).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/pricing.h"
#include "api/handlers/stage.h"
#include "api/handlers/words.h"
#include "core/ranking.h"

/* What all bids are held against, and what was found. */
struct opening {
	const json_t *needs, *features; /* borrowed; [{code, mark, must}] */
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

static bool
has_code(const json_t *codes, const char *code)
{
	size_t i;

	for (i = 0; i < json_array_size(codes); i++)
		if (strcmp(json_string_value(json_array_get(codes, i)), code) ==
		    0)
			return true;
	return false;
}

/* The marks of the criteria that are met; a must has none. */
static int
marks_met(const json_t *criteria, const json_t *met)
{
	json_int_t marks = 0;
	size_t i;

	for (i = 0; i < json_array_size(criteria); i++) {
		const json_t *c = json_array_get(criteria, i);

		if (has_code(met,
			json_string_value(json_object_get(c, "code"))))
			marks += json_integer_value(json_object_get(c, "mark"));
	}
	return (int)marks;
}

static bool
lacks_must(const json_t *features, const json_t *met)
{
	size_t i;

	for (i = 0; i < json_array_size(features); i++) {
		const json_t *f = json_array_get(features, i);

		if (json_is_true(json_object_get(f, "must")) &&
		    !has_code(met,
			json_string_value(json_object_get(f, "code"))))
			return true;
	}
	return false;
}

static void
read_bid(const struct opening *o, const json_t *envelope, struct ranking_bid *b)
{
	const json_t *bid = json_object_get(envelope, "bid");
	const json_t *features = json_object_get(bid, "features_met");

	b->facts.price =
	    json_integer_value(json_object_get(envelope, "price_pence"));
	if (!json_is_object(bid) || b->facts.price < 1) {
		b->facts.price = 0;
		b->reasons |= REASON(NON_COMPLIANCE_UNREADABLE);
		return;
	}
	b->facts.needs_met =
	    marks_met(o->needs, json_object_get(bid, "needs_met"));
	b->facts.features_met = marks_met(o->features, features);
	if (lacks_must(o->features, features))
		b->reasons |= REASON(NON_COMPLIANCE_MISSING_MUST_HAVE);
}

/* A parsed envelope takes many times the room of its text, so each is given
 * back before the next one; the arena would keep them all. One whose digest
 * is not that of the receipt is not even parsed. */
static void
open_envelope(const struct opening *o, size_t i)
{
	json_t *envelope = NULL;

	if (field_bool(o->envelopes, i, "intact"))
		envelope =
		    json_loads(field_text(o->envelopes, i, "sealed"), 0, NULL);
	read_bid(o, envelope, &o->bids[i]);
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
		open_envelope(o, i);
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
	struct opening o = {
		.needs = field_json(cx, cx->shown, 0, "needs"),
		.features = field_json(cx, cx->shown, 0, "features"),
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
		return respond_shown(cx, 202, STMT_REFERRAL_SHOW, referral,
		    NULL);
	e = open_all(cx);
	if (e != NULL)
		return e;
	e = tell_bidders(cx);
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_REFERRAL_SHOW, referral,
	    arena_printf(cx->arena, "/v1/referrals/%s", referral));
}
