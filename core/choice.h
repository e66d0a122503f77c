/*
 * choice.h - what is offered to the family, what it may choose, and which
 * bid may be awarded.
 * SPDX-License-Identifier: Apache-2.0
 *
 * The ranking is locked; nothing here scores.  A bid whose home has lost its
 * accreditation, or whose provider has refused the award, drops out of the
 * offer, and the award goes down the locked ranking.
 */
#ifndef CORE_CHOICE_H
#define CORE_CHOICE_H

#include "core/dates.h"
#include "core/score.h"
#include "core/vocab.h"

enum { OFFER_MAX_TOP3 = 3, OFFER_MIN_TOP3 = 2 };

/* R118: strictly less than this behind the best total. */
#define OFFER_WINDOW (5 * POINT)

/* A budget of the referral that has none. */
#define NO_BUDGET INT64_C(-1)

struct candidate {          /* a compliant bid of the locked ranking */
	const char *bid_id; /* borrowed */
	points gap;         /* as ranked */
	pence price;
	bool accredited; /* the home is accredited at this moment */
	bool refused;    /* the provider has refused the award */
};

struct additional_cost {
	pence pence;         /* per unit of the category's price */
	enum price_unit per; /* must be that unit */
	bool terms_accepted;
	struct date agreed_on; /* today or earlier */
};

struct choice {
	const char *bid_id; /* borrowed; NULL with chosen_by "none" */
	enum chosen_by chosen_by;
	const struct additional_cost *additional_cost; /* borrowed, or NULL */
};

/* Everything an award depends on.  All borrowed. */
struct award_case {
	enum choice_mode mode;
	enum price_unit unit;               /* of the category */
	pence budget;                       /* as last raised, or NO_BUDGET */
	const struct candidate *candidates; /* in rank order */
	size_t count;
	const struct choice *choice; /* recorded and still standing, or NULL */
	struct date today;           /* in London */
};

struct offered {
	size_t candidate; /* index */
	bool within_budget;
	pence over_budget; /* 0 within the budget, and without one */
	bool awardable;    /* false: it has dropped out since */
};

struct offer {
	struct offered *bids; /* arena; in rank order */
	size_t count;         /* 0: nothing is offered */
};

/*
 * What is offered, from the locked ranking and the budget of this moment:
 *   none               nothing
 *   top3_within_5      the bids less than 5.0000 behind the best, at most 3,
 *                      if there are at least 2 (R118)
 *   any_within_budget  every bid at or below the budget (R120), if there is
 *                      one; without a budget every bid
 */
void offer_make(struct arena *a, const struct award_case *c, struct offer *out);

/*
 * May this choice be recorded now?  c->choice is not looked at.
 *
 * Returns NULL, or
 *   ERR_NO_CHOICE_OFFERED      nothing was offered
 *   ERR_NOTHING_WITHIN_BUDGET  in any_within_budget, no bid that may still be
 *                              awarded is within the budget (R121)
 *   ERR_NOT_OFFERED            the bid is not, or no longer, among those
 *                              offered
 *   ERR_OVER_BUDGET            in any_within_budget, the bid is above the
 *                              budget and no additional cost is given; the
 *                              excess is named
 *   ERR_INVALID                at "#/chosen_by" if a bid is chosen by "none",
 *                              at "#/bid_id" if somebody chooses no bid, at
 *                              "#/additional_cost" if none belongs here, and
 *                              below that for a sum other than the exact
 *                              excess, another unit, terms not accepted, or
 *                              a day of agreement that has not come
 */
MUST_CHECK struct err *choice_check(struct arena *a, const struct award_case *c,
    const struct choice *choice);

/*
 * Which candidate may be awarded now?  *out is its index.
 *
 * Without an offer it is the highest-ranked bid whose home is accredited and
 * whose provider has not refused.  With one it is the bid chosen, or, where
 * "none" chose, the highest-ranked of those offered.  A choice counts only
 * while its bid may be awarded and its additional cost is still the excess
 * over the budget; after that, those left are offered again, which in
 * top3_within_5 takes at least two: the last one left needs no choice.
 *
 * Returns NULL, or ERR_CHOICE_PENDING, ERR_NOTHING_WITHIN_BUDGET, or
 * ERR_NOT_AWARDABLE if no bid is left.
 */
MUST_CHECK struct err *
award_next(struct arena *a, const struct award_case *c, size_t *out);

/* May this bid be awarded?  NULL, an error of award_next(), or
 * ERR_NOT_AWARDABLE if it is not the one.  bid_id is borrowed. */
MUST_CHECK struct err *
award_check(struct arena *a, const struct award_case *c, const char *bid_id);

/*
 * A budget is only ever raised, and only where there is one.  Raising it
 * offers again: the caller lets go of the choice recorded before.
 * Returns NULL, or ERR_INVALID at "#/budget_pence".
 */
MUST_CHECK struct err *
budget_raise_check(struct arena *a, pence from, pence to);

#endif
