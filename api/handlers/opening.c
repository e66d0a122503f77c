/*
 * opening.c - the bids come out of their envelopes, all at once (R099).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <inttypes.h>
#include <string.h>

#include "api/config.h"
#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/opened.h"
#include "api/handlers/pricing.h"
#include "api/handlers/sealed.h"
#include "api/handlers/stage.h"
#include "api/handlers/terms.h"
#include "api/handlers/words.h"
#include "core/opening.h"
#include "core/ranking.h"

/* What all bids are held against, and what was found. */
struct opening {
	struct ctx *cx;
	struct criteria needs, features;
	size_t children;
	const struct rows *envelopes; /* see opening_bids.sql */
	struct ranking_bid *bids;     /* one of each envelope, in its order */
	size_t taken;                 /* those that the keeper has given */
};

static struct err *
unlike_ours(struct ctx *cx)
{
	return err_new(cx->arena, ERR_INTERNAL,
	    "The keeper tells of other bids than there are.");
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

/* Stored at once, and the arena given nothing to keep: a bid that has been
 * parsed takes many times the room of its text, and what is sealed of it as
 * much again. */
static struct err *
store_bid(struct ctx *cx, const struct opening *o, const json_t *bid)
{
	const struct ranking_bid *b = &o->bids[o->taken];
	const char *id = field_text(o->envelopes, o->taken, "bid_id");
	struct arena *a = cx->arena, *scratch = arena_new(LIMIT_ARENA_BYTES);
	struct err *e;

	e = cx_exec(cx, STMT_OPENING_STORE, NULL, id,
	    bid != NULL ? opened_content(cx, scratch, id, bid) : "{}",
	    arena_printf(a, "%" PRId64, b->facts.price),
	    arena_printf(a, "%d", b->facts.needs_met),
	    arena_printf(a, "%d", b->facts.features_met),
	    json_compact(a, json_keep(a, words_of_reasons(b->reasons))));
	arena_free(scratch);
	return e;
}

/* One envelope of the keeper's, in the order of ours; text is NULL where it
 * could not be opened: that is said of this bid, and the others open. */
static struct err *
take_bid(void *arg, const char *bid_id, const char *text)
{
	struct opening *o = arg;
	struct ctx *cx = o->cx;
	struct ranking_bid *b = &o->bids[o->taken];
	json_t *content, *bid = NULL;
	struct err *e;

	if (o->taken == rows_count(o->envelopes) ||
	    strcmp(field_text(o->envelopes, o->taken, "bid_id"), bid_id) != 0)
		return unlike_ours(cx);
	content = sealed_parse(text, &b->facts.price, &bid);
	if (content == NULL)
		b->reasons |= REASON(NON_COMPLIANCE_UNREADABLE);
	else
		mark_bid(cx->arena, o, bid, b);
	if (!field_bool(o->envelopes, o->taken, "accredited"))
		b->reasons |= REASON(NON_COMPLIANCE_NOT_ACCREDITED);
	b->accredited_price = accredited_figure(cx, o, o->taken);
	e = store_bid(cx, o, content != NULL ? bid : NULL);
	json_decref(content);
	o->taken++;
	return e;
}

/* Whoever is flagged is asked; the others are not told. */
static struct err *
flag_bids(struct ctx *cx, const struct opening *o)
{
	unsigned *flags =
	    arena_zalloc_array(cx->arena, o->taken + 1, sizeof(*flags));
	json_t *flagged = json_keep(cx->arena, json_array());
	struct err *e = NULL;
	size_t i;

	ranking_flags(o->bids, o->taken, flags);
	for (i = 0; e == NULL && i < o->taken; i++) {
		const char *bid_id = field_text(o->envelopes, i, "bid_id");

		if ((flags[i] & FLAG(FLAG_ABNORMALLY_LOW)) == 0)
			continue;
		(void)json_array_append_new(flagged,
		    json_pack("{s:s, s:o}", "bid_id", bid_id, "flags",
			words_of_flags(flags[i])));
		e = cx_event(cx, "bid.explanation_asked", bid_id,
		    cx_path(cx, "referral_id"),
		    field_text(o->envelopes, i, "provider_id"));
	}
	if (e != NULL || json_array_size(flagged) == 0)
		return e;
	return cx_exec(cx, STMT_OPENING_FLAG, NULL,
	    json_compact(cx->arena, flagged));
}

/* The keeper checks for itself, under its own eyes, and writes down what it
 * refuses. */
static struct err *
ask_keeper(struct ctx *cx, struct opening *o)
{
	const struct client keeper = sealed_client(cx);
	struct err *e =
	    client_open(&keeper, cx_path(cx, "referral_id"), take_bid, o);

	cx->noted = e != NULL;
	if (e == NULL && o->taken != rows_count(o->envelopes))
		e = unlike_ours(cx);
	return e;
}

static struct err *
open_all(struct ctx *cx)
{
	const json_t *terms = field_json(cx, cx->shown, 0, "terms");
	struct opening o = {
		.cx = cx,
		.needs = terms_criteria(cx->arena, terms, "needs"),
		.features = terms_criteria(cx->arena, terms, "features"),
		.children = (size_t)field_int(cx->shown, 0, "children"),
	};
	struct err *e;

	/* The policies show a sealed bid to nobody else, so the referral is
	 * opened first; the lock keeps all others out until the commit. */
	e = cx_exec(cx, STMT_OPENING_MARK, NULL,
	    stage_after(cx->shown, REFERRAL_OPEN_BIDS));
	if (e == NULL)
		e = cx_exec(cx, STMT_OPENING_BIDS, &o.envelopes);
	if (e != NULL)
		return e;
	o.bids = arena_zalloc_array(cx->arena, rows_count(o.envelopes) + 1,
	    sizeof(*o.bids));
	e = ask_keeper(cx, &o);
	return e != NULL ? e : flag_bids(cx, &o);
}

static struct err *
tell_bidders(struct ctx *cx)
{
	const struct rows *bidders;
	struct err *e;

	e = cx_exec(cx, STMT_BIDDERS_LIST, &bidders);
	if (e != NULL)
		return e;
	return cx_did(cx, &referral_lifecycle, REFERRAL_OPEN_BIDS,
	    cx_path(cx, "referral_id"), cx_path(cx, "referral_id"),
	    field_text(bidders, 0, "audience"));
}

/* Recorded; the colleagues hear that one of them is needed. */
static struct err *
wait_for_another(struct ctx *cx)
{
	const char *referral = cx_path(cx, "referral_id");
	struct err *e;

	e = cx_did(cx, &referral_lifecycle, REFERRAL_ASK_OPENING, referral,
	    referral, NULL);
	if (e != NULL)
		return e;
	return respond_shown(cx, 202, STMT_REFERRAL_SHOW, referral, NULL);
}

/* POST /v1/referrals/{referral_id}/opening */
struct err *
opening_create(struct ctx *cx)
{
	const char *referral = cx_path(cx, "referral_id");
	const struct opening_asked who = {
		.openers = field_int(cx->shown, 0, "openers"),
		.others = field_int(cx->shown, 0, "others"),
		.mine = field_bool(cx->shown, 0, "mine"),
		.person = cx->caller.user != NULL,
	};
	struct err *e;

	e = stage_check(cx, cx->shown, REFERRAL_OPEN_BIDS);
	if (e != NULL)
		return e;
	e = opening_ask_check(cx->arena, &who);
	if (e != NULL)
		return e;
	e = cx_exec(cx, STMT_OPENING_STEP_INSERT, NULL);
	if (e != NULL)
		return e;
	if (!opening_is_complete(&who))
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
