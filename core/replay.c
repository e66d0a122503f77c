/*
 * replay.c - a locked ranking, worked out again from the facts it carries.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/replay.h"

#include <stdio.h>
#include <string.h>

enum { WORDS_BYTES = 16 << 20 };

/* A replay under way.  After the first difference nothing else is told. */
struct run {
	struct arena *a;
	struct arena *words; /* reset from bid to bid: formulas are long */
	const struct replay *r;
	figure_fn *tell;
	void *arg;
	struct ranking_bid *bids; /* those of r, with what was worked out */
	struct err *difference;
};

/* ---- figures as text ---- */

static const char *
whole(struct run *x, int64_t n)
{
	return arena_printf(x->words, "%lld", (long long)n);
}

static const char *
whole_or_null(struct run *x, int64_t n, int64_t null)
{
	return n == null ? "null" : whole(x, n);
}

static const char *
four(struct run *x, points p)
{
	return arena_printf(x->words, "%lld.%04lld", (long long)(p / POINT),
	    (long long)(p % POINT));
}

static const char *
or_null(const char *word)
{
	return word ? word : "null";
}

static const char *
yes_or_no(bool yes)
{
	return yes ? "true" : "false";
}

static const char *
reasons_text(struct run *x, unsigned set)
{
	const char *text = "";

	for (int i = 0; i < NON_COMPLIANCE__MAX; i++) {
		if (set & REASON(i))
			text = arena_printf(x->words, "%s%s%s", text,
			    *text ? " " : "",
			    non_compliance_name((enum non_compliance)i));
	}
	return *text ? text : "none";
}

static const char *
flags_text(unsigned set)
{
	return set & FLAG(FLAG_ABNORMALLY_LOW) ? flag_name(FLAG_ABNORMALLY_LOW)
					       : "none";
}

static const char *
hex(struct run *x, const unsigned char *digest)
{
	char *text = arena_zalloc(x->words, 2 * SHA256_BYTES + 1);

	for (size_t i = 0; i < SHA256_BYTES; i++)
		(void)snprintf(text + 2 * i, 3, "%02x", digest[i]);
	return text;
}

/* ---- one figure ---- */

static void
figure(struct run *x, const char *place, const char *found,
    const char *expected, const char *formula)
{
	if (x->difference)
		return;
	if (strcmp(found, expected) == 0) {
		x->tell(x->arg, place, expected, formula);
		return;
	}
	x->difference = err_new(x->a, ERR_CONFLICT,
	    "expected %s, found %s; it is %s", expected, found, formula);
	x->difference->pointer = arena_dup(x->a, place);
}

/* The same of member name of bid i. */
static void
bid_figure(struct run *x, size_t i, const char *name, const char *found,
    const char *expected, const char *formula)
{
	figure(x, arena_printf(x->words, "#/bids/%zu/%s", i, name), found,
	    expected, formula);
}

/* ---- the facts of one bid ---- */

static const char *
price_formula(struct run *x, const struct bid_price *p, size_t count)
{
	const char *text = "", *plus = "";

	for (size_t i = 0; i < count; i++) {
		const struct child_price *c = &p->children[i];

		text = arena_printf(x->words, "%s%score %lld + variable %lld",
		    text, plus, (long long)c->core, (long long)c->variable);
		if (c->percent100 > 0)
			text = arena_printf(x->words, "%s - %d.%02d %% (%lld)",
			    text, c->percent100 / 100, c->percent100 % 100,
			    (long long)c->discount);
		plus = " + ";
	}
	return text;
}

/* The faults of a bid's price point into the body that was sent; here the
 * same children stand among the facts. */
static struct err *
among_the_facts(struct arena *a, size_t i, struct err *faults)
{
	for (struct err *e = faults; e; e = e->next)
		e->pointer =
		    arena_printf(a, "#/facts/bids/%zu%s", i, e->pointer + 1);
	return faults;
}

static struct err *
check_price(struct run *x, size_t i)
{
	const struct replay_bid *b = &x->r->bids[i];
	struct bid_price p = { 0 };
	struct err *e;

	if (b->children_count == 0) {
		bid_figure(x, i, "price_pence",
		    whole_or_null(x, b->bid.facts.price, 0), "null",
		    "without a price, for the bid could not be read");
		return NULL;
	}
	e = bid_price(x->a, &b->accredited, b->children, b->children_count, &p);
	if (e)
		return among_the_facts(x->a, i, e);
	bid_figure(x, i, "price_pence", whole_or_null(x, b->bid.facts.price, 0),
	    whole(x, p.total), price_formula(x, &p, b->children_count));
	return NULL;
}

static void
check_outcome_score(struct run *x, size_t i)
{
	const struct replay_bid *b = &x->r->bids[i];

	bid_figure(x, i, "outcome_score",
	    whole_or_null(x, b->bid.facts.outcome_score, OUTCOME_SCORE_MISSING),
	    whole_or_null(x, outcome_score(&b->evaluation),
		OUTCOME_SCORE_MISSING),
	    "the score on which all evaluators agree, or their consensus");
}

/* What the opening found stays, but for the accreditation, which was looked
 * at again; a bid may have been disregarded since. */
static void
check_reasons(struct run *x, size_t i)
{
	const unsigned since = REASON(NON_COMPLIANCE_NOT_ACCREDITED) |
			       REASON(NON_COMPLIANCE_DISREGARDED);
	const struct replay_bid *b = &x->r->bids[i];
	const unsigned expected =
	    (b->opened_reasons & ~REASON(NON_COMPLIANCE_NOT_ACCREDITED)) |
	    (b->bid.reasons & since);

	bid_figure(x, i, "reasons", reasons_text(x, b->bid.reasons),
	    reasons_text(x, expected),
	    "what the opening found, and the accreditation as it was then");
	bid_figure(x, i, "compliant", yes_or_no(b->ranked.compliant),
	    yes_or_no(expected == 0), "true without a reason against it");
}

static struct err *
check_facts(struct run *x)
{
	for (size_t i = 0; i < x->r->count; i++) {
		struct err *e = check_price(x, i);

		arena_reset(x->words);
		if (e)
			return e;
		check_outcome_score(x, i);
		check_reasons(x, i);
	}
	return NULL;
}

/* Flags were set at the opening, among the bids that were compliant then. */
static void
check_flags(struct run *x)
{
	const struct replay *r = x->r;
	unsigned *flags = arena_zalloc_array(x->a, r->count, sizeof(*flags));

	for (size_t i = 0; i < r->count; i++) {
		x->bids[i].reasons = r->bids[i].opened_reasons;
		x->bids[i].accredited_price =
		    accredited_price(&r->bids[i].accredited, r->children);
	}
	ranking_flags(x->bids, r->count, flags);
	for (size_t i = 0; i < r->count; i++) {
		bid_figure(x, i, "flags", flags_text(r->bids[i].ranked.flags),
		    flags_text(flags[i]),
		    arena_printf(x->words,
			"abnormally low below 0.8 of the mean at the opening "
			"or below the accredited %lld",
			(long long)x->bids[i].accredited_price));
		x->bids[i].reasons = r->bids[i].bid.reasons;
		arena_reset(x->words);
	}
}

/* ---- what was ranked ---- */

static const char *
share_formula(struct run *x, int weight, int64_t part, int64_t of)
{
	return arena_printf(x->words, "%d x %lld / %lld", weight,
	    (long long)part, (long long)of);
}

static void
check_criteria(struct run *x, size_t i, const struct score *s, pence lowest)
{
	const struct scoring *k = &x->r->competition.scoring;
	const struct weights *w = &k->weights;
	const struct score *said = &x->r->bids[i].ranked.score;
	const struct bid_facts *f = &x->bids[i].facts;
	const int marks = location_marks(f->miles100, k->miles_per_mark);
	const struct {
		const char *name;
		points found, expected;
		const char *formula;
	} all[] = {
		{ "scores/price", said->price, s->price,
		    share_formula(x, w->price, lowest, f->price) },
		{ "scores/outcomes", said->outcomes, s->outcomes,
		    share_formula(x, w->outcomes, f->outcome_score,
			SCORE_BEST) },
		{ "scores/needs", said->needs, s->needs,
		    share_formula(x, w->needs, f->needs_met, k->needs_total) },
		{ "scores/features", said->features, s->features,
		    share_formula(x, w->features, f->features_met,
			k->features_total) },
		{ "scores/location", said->location, s->location,
		    arena_printf(x->words,
			"%d x %d / %d, one mark less for each "
			"full %d of %d.%02d miles",
			w->location, marks, SCORE_BEST, k->miles_per_mark,
			f->miles100 / 100, f->miles100 % 100) },
		{ "scores/core", said->core, s->core,
		    arena_printf(x->words, "%d x %s / 100", w->core,
			four(x, f->core)) },
		{ "quality", said->quality, s->quality,
		    arena_printf(x->words, "%s + %s + %s + %s + %s",
			four(x, s->outcomes), four(x, s->needs),
			four(x, s->features), four(x, s->location),
			four(x, s->core)) },
		{ "total", said->total, s->total,
		    arena_printf(x->words, "%s + %s", four(x, s->price),
			four(x, s->quality)) },
	};

	for (size_t c = 0; c < ARRAY_LEN(all); c++)
		bid_figure(x, i, all[c].name, four(x, all[c].found),
		    four(x, all[c].expected), all[c].formula);
}

static const char *
tie_formula(struct run *x, const struct ranked_bid *b)
{
	if (b->tie_break == TIE_BREAK__MAX)
		return "null, for no neighbour has the same total";
	if (b->lot)
		return arena_printf(x->words,
		    "what decides between equal totals; the smallest lot is "
		    "first, this one is %s",
		    hex(x, b->lot));
	return "the first of quality, outcomes, core, distance, draw that "
	       "differs between equal totals";
}

static void
check_place(struct run *x, size_t i, const struct ranked_bid *b, points best)
{
	const struct ranked_bid *said = &x->r->bids[i].ranked;

	bid_figure(x, i, "gap", four(x, said->gap), four(x, b->gap),
	    arena_printf(x->words, "%s - %s", four(x, best),
		four(x, b->score.total)));
	bid_figure(x, i, "tie_break", or_null(tie_break_name(said->tie_break)),
	    or_null(tie_break_name(b->tie_break)), tie_formula(x, b));
	bid_figure(x, i, "rank", whole(x, said->rank), whole(x, b->rank),
	    "its place by total, then by tie-break");
}

static void
check_ranked(struct run *x, const struct ranking *k)
{
	points best = 0;

	for (size_t i = 0; i < x->r->count; i++) {
		const struct ranked_bid *b = &k->bids[i];

		if (b->rank == 1)
			best = b->score.total;
	}
	for (size_t i = 0; i < x->r->count; i++) {
		if (!k->bids[i].compliant)
			continue;
		check_criteria(x, i, &k->bids[i].score, k->lowest);
		check_place(x, i, &k->bids[i], best);
		arena_reset(x->words);
	}
}

static void
check_order(struct run *x, const struct ranking *k)
{
	for (size_t i = 0; i < x->r->count; i++) {
		bid_figure(x, i, "bid_id", x->r->bids[i].bid_id,
		    x->r->bids[k->order[i]].bid_id,
		    "the bid of this place: by rank, then those left out, by "
		    "establishment");
		arena_reset(x->words);
	}
}

/* ---- what was offered ---- */

static void
offered_figure(struct run *x, size_t i, const char *name, const char *found,
    const char *expected)
{
	figure(x, arena_printf(x->words, "#/choice/offered/%zu/%s", i, name),
	    found, expected, "what the mode offers, in rank order");
}

static void
check_one_offered(struct run *x, const struct award_case *c, size_t i,
    const struct offered *o)
{
	const struct replay_offered *said = &x->r->offered[i];
	const bool budget = c->budget != NO_BUDGET;

	offered_figure(x, i, "bid_id", said->bid_id,
	    c->candidates[o->candidate].bid_id);
	if (!budget)
		return;
	offered_figure(x, i, "within_budget", yes_or_no(said->within_budget),
	    yes_or_no(o->within_budget));
	offered_figure(x, i, "over_budget_pence", whole(x, said->over_budget),
	    whole(x, o->over_budget));
}

/* All homes are accredited where the ranking is made, and nobody has refused
 * yet. */
static void
check_offer(struct run *x, const struct ranking *k)
{
	struct candidate *list =
	    arena_zalloc_array(x->a, k->compliant, sizeof(*list));
	const struct award_case c = {
		.mode = x->r->mode,
		.budget = x->r->budget,
		.candidates = list,
		.count = k->compliant,
	};
	struct offer offer = { 0 };

	for (size_t i = 0; i < k->compliant; i++) {
		const size_t at = k->order[i];

		list[i] = (struct candidate){ x->r->bids[at].bid_id,
			k->bids[at].gap, x->bids[at].facts.price, true, false };
	}
	offer_make(x->a, &c, &offer);
	figure(x, "#/choice/offered",
	    arena_printf(x->words, "%zu bids", x->r->offered_count),
	    arena_printf(x->words, "%zu bids", offer.count),
	    arena_printf(x->words, "what %s offers", choice_mode_name(c.mode)));
	if (x->difference)
		return;
	for (size_t i = 0; i < offer.count; i++)
		check_one_offered(x, &c, i, &offer.bids[i]);
}

static struct err *
check_all(struct run *x)
{
	const struct replay *r = x->r;
	struct ranking k = { 0 };
	struct err *e;

	e = check_facts(x);
	if (e || x->difference)
		return e;
	check_flags(x);
	e = ranking_compute(x->a, &r->competition, x->bids, r->count, &k);
	if (e)
		return e;
	figure(x, "#/lowest_price_pence", whole_or_null(x, r->lowest, 0),
	    whole_or_null(x, k.lowest, 0),
	    "the least price of a compliant bid");
	check_ranked(x, &k);
	check_order(x, &k);
	check_offer(x, &k);
	return NULL;
}

struct err *
replay_check(struct arena *a, const struct replay *r, figure_fn *tell,
    void *arg)
{
	struct run x = { .a = a, .r = r, .tell = tell, .arg = arg };
	struct err *e;

	x.words = arena_new(WORDS_BYTES);
	x.bids = arena_zalloc_array(a, r->count, sizeof(*x.bids));
	for (size_t i = 0; i < r->count; i++)
		x.bids[i] = r->bids[i].bid;
	e = check_all(&x);
	arena_free(x.words);
	return e ? e : x.difference;
}
