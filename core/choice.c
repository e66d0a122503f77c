/*
 * choice.c - offers, choices, and who may be awarded.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/choice.h"

#include <string.h>

#include "core/price.h"
#include "core/referral.h"

static bool
may_be_awarded(const struct candidate *b)
{
	return b->accredited && !b->refused;
}

static pence
over_budget(const struct award_case *c, const struct candidate *b)
{
	return c->budget != NO_BUDGET && b->price > c->budget
		   ? b->price - c->budget
		   : 0;
}

/* Whether the mode offers candidate i, after so many better ones. */
static bool
is_offered(const struct award_case *c, size_t i, size_t before)
{
	const struct candidate *b = &c->candidates[i];

	switch (c->mode) {
	case CHOICE_MODE_TOP3_WITHIN_5:
		return b->gap < OFFER_WINDOW && before < OFFER_MAX_TOP3;
	case CHOICE_MODE_ANY_WITHIN_BUDGET:
		return over_budget(c, b) == 0;
	case CHOICE_MODE_NONE:
	case CHOICE_MODE__MAX:
		break;
	}
	return false;
}

/* The least number of bids that makes an offer. */
static size_t
offer_min(const struct award_case *c)
{
	return c->mode == CHOICE_MODE_TOP3_WITHIN_5 ? OFFER_MIN_TOP3 : 1;
}

void
offer_make(struct arena *a, const struct award_case *c, struct offer *out)
{
	struct offer o = { 0 };

	o.bids = arena_zalloc_array(a, c->count, sizeof(*o.bids));
	for (size_t i = 0; i < c->count; i++) {
		const struct candidate *b = &c->candidates[i];

		if (!is_offered(c, i, o.count))
			continue;
		o.bids[o.count++] = (struct offered){
			.candidate = i,
			.within_budget = over_budget(c, b) == 0,
			.over_budget = over_budget(c, b),
			.awardable = may_be_awarded(b),
		};
	}
	if (o.count < offer_min(c))
		o.count = 0;
	*out = o;
}

/* How many of those offered may still be awarded; *first is the best. */
static size_t
count_standing(const struct offer *o, size_t *first)
{
	size_t n = 0;

	for (size_t i = 0; i < o->count; i++) {
		if (o->bids[i].awardable && n++ == 0)
			*first = o->bids[i].candidate;
	}
	return n;
}

/* The candidate with this id, or NULL. */
static const struct candidate *
find_candidate(const struct award_case *c, const char *bid_id)
{
	for (size_t i = 0; i < c->count; i++) {
		if (strcmp(c->candidates[i].bid_id, bid_id) == 0)
			return &c->candidates[i];
	}
	return NULL;
}

static bool
in_offer(const struct offer *o, size_t candidate)
{
	for (size_t i = 0; i < o->count; i++) {
		if (o->bids[i].candidate == candidate)
			return true;
	}
	return false;
}

static struct err *
who_check(struct arena *a, const struct choice *choice)
{
	if (choice->bid_id && choice->chosen_by == CHOSEN_BY_NONE)
		return err_at(a, "#/chosen_by", "Say who chose this bid.");
	if (!choice->bid_id && choice->chosen_by != CHOSEN_BY_NONE)
		return err_at(a, "#/bid_id",
		    "Say which bid was chosen, or that nobody chose.");
	return NULL;
}

/* An additional cost must be exactly what lies above the budget. */
static struct err *
additional_cost_check(struct arena *a, const struct award_case *c, pence excess,
    const struct additional_cost *cost)
{
	struct err *faults = NULL;

	if (cost->pence != excess)
		err_append(&faults,
		    err_at(a, "#/additional_cost/pence",
			"The price is %s above the budget; the additional cost "
			"must be exactly that.",
			pounds(a, excess)));
	if (cost->per != c->unit)
		err_append(&faults, err_at(a, "#/additional_cost/per",
					"Prices in this category are per %s.",
					price_unit_name(c->unit)));
	if (!cost->terms_accepted)
		err_append(&faults,
		    err_at(a, "#/additional_cost/terms_accepted",
			"The payer must have accepted the terms."));
	err_append(&faults, day_reached_check(a, "#/additional_cost/agreed_on",
				cost->agreed_on, c->today));
	return faults;
}

/* The chosen bid against the offer; c->mode is one that offers. */
static struct err *
chosen_check(struct arena *a, const struct award_case *c, const struct offer *o,
    const struct choice *choice)
{
	const struct additional_cost *cost = choice->additional_cost;
	const struct candidate *b = find_candidate(c, choice->bid_id);

	if (!b)
		return err_new(a, ERR_NOT_OFFERED,
		    "This bid is not among those offered.");
	if (!may_be_awarded(b))
		return err_new(a, ERR_NOT_OFFERED,
		    "This bid can no longer be awarded and has dropped out of "
		    "the offer.");
	if (in_offer(o, (size_t)(b - c->candidates)))
		return cost ? err_at(a, "#/additional_cost",
				  "An additional cost belongs only to a bid "
				  "above the budget.")
			    : NULL;
	if (c->mode != CHOICE_MODE_ANY_WITHIN_BUDGET)
		return err_new(a, ERR_NOT_OFFERED,
		    "This bid is not among those offered.");
	if (!cost)
		return err_new(a, ERR_OVER_BUDGET,
		    "This bid is %s above the budget; it may be chosen only if "
		    "somebody other than the council pays that.",
		    pounds(a, over_budget(c, b)));
	return additional_cost_check(a, c, over_budget(c, b), cost);
}

static struct err *
nothing_within_budget(struct arena *a)
{
	return err_new(a, ERR_NOTHING_WITHIN_BUDGET,
	    "No bid that may still be awarded is within the budget; raise the "
	    "budget or cancel the referral.");
}

struct err *
choice_check(struct arena *a, const struct award_case *c,
    const struct choice *choice)
{
	size_t first, standing;
	struct offer o;
	struct err *e;

	e = who_check(a, choice);
	if (e)
		return e;
	offer_make(a, c, &o);
	standing = count_standing(&o, &first);
	if (standing == 0 && c->mode == CHOICE_MODE_ANY_WITHIN_BUDGET)
		return nothing_within_budget(a);
	if (o.count == 0)
		return err_new(a, ERR_NO_CHOICE_OFFERED,
		    "There is no choice to be made on this referral.");
	if (choice->bid_id)
		return chosen_check(a, c, &o, choice);
	if (choice->additional_cost)
		return err_at(a, "#/additional_cost",
		    "An additional cost belongs only to a chosen bid.");
	return NULL;
}

/* The chosen candidate while the choice counts, else NULL. */
static const struct candidate *
chosen_candidate(const struct award_case *c, const struct offer *o)
{
	const struct choice *choice = c->choice;
	const struct candidate *b;
	pence paid;

	if (!choice || !choice->bid_id)
		return NULL;
	b = find_candidate(c, choice->bid_id);
	if (!b || !may_be_awarded(b))
		return NULL;
	if (c->mode == CHOICE_MODE_TOP3_WITHIN_5)
		return in_offer(o, (size_t)(b - c->candidates)) ? b : NULL;
	paid = choice->additional_cost ? choice->additional_cost->pence : 0;
	return paid == over_budget(c, b) ? b : NULL;
}

static struct err *
highest_ranked(struct arena *a, const struct award_case *c, size_t *out)
{
	for (size_t i = 0; i < c->count; i++) {
		if (may_be_awarded(&c->candidates[i])) {
			*out = i;
			return NULL;
		}
	}
	return err_new(a, ERR_NOT_AWARDABLE,
	    "No bid is left that may be awarded.");
}

/* Something was offered, and at least one of it still stands. */
static struct err *
award_from_offer(struct arena *a, const struct award_case *c, size_t standing,
    size_t first, size_t *out)
{
	const bool nobody_chose = c->choice && !c->choice->bid_id;

	if (!nobody_chose && standing >= offer_min(c))
		return err_new(a, ERR_CHOICE_PENDING,
		    "A choice was offered: record who chose which bid, or that "
		    "nobody chose.");
	*out = first;
	return NULL;
}

struct err *
award_next(struct arena *a, const struct award_case *c, size_t *out)
{
	const struct candidate *chosen;
	size_t first = 0, standing;
	struct offer o;

	offer_make(a, c, &o);
	if (o.count > 0) {
		chosen = chosen_candidate(c, &o);
		if (chosen) {
			*out = (size_t)(chosen - c->candidates);
			return NULL;
		}
	}
	standing = count_standing(&o, &first);
	if (standing > 0)
		return award_from_offer(a, c, standing, first, out);
	if (c->mode == CHOICE_MODE_ANY_WITHIN_BUDGET)
		return nothing_within_budget(a);
	return highest_ranked(a, c, out);
}

struct err *
award_check(struct arena *a, const struct award_case *c, const char *bid_id)
{
	struct err *e;
	size_t next = 0;

	e = award_next(a, c, &next);
	if (e)
		return e;
	if (strcmp(c->candidates[next].bid_id, bid_id) == 0)
		return NULL;
	return err_new(a, ERR_NOT_AWARDABLE,
	    "Another bid is to be awarded: the one that was chosen; where "
	    "nobody chose, the highest-ranked of those offered; where none "
	    "was offered, the highest-ranked that still may be.");
}

struct err *
budget_raise_check(struct arena *a, pence from, pence to)
{
	if (from == NO_BUDGET)
		return err_at(a, "#/budget_pence",
		    "This referral has no budget to raise.");
	if (to <= from)
		return err_at(a, "#/budget_pence",
		    "After ranking a budget can only be raised; it is %s.",
		    pounds(a, from));
	if (to > PENCE_MAX)
		return err_at(a, "#/budget_pence", "A budget is at most %s.",
		    pounds(a, PENCE_MAX));
	return NULL;
}
