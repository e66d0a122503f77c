/*
 * price.h - what a bid costs: core, what the child needs besides, discounts.
 * SPDX-License-Identifier: Apache-2.0
 *
 * The provider's own totals are never trusted (R109).  Core costs come from
 * qualification and may be lowered in a bid, never raised (R047, R110).
 */
#ifndef CORE_PRICE_H
#define CORE_PRICE_H

#include "core/score.h"

struct cost_head {
	const char *code; /* as in the category, e.g. "premises" */
	pence amount;     /* 0..PENCE_MAX */
};

struct discount {
	int from_child; /* the first child it applies to, 2 or more */
	int percent100; /* hundredths of a per cent, 0..9999 */
};

/* What was accredited for one home in one category.  All borrowed. */
struct accredited {
	const struct cost_head *heads; /* every head of the category, once */
	size_t heads_count;
	const struct discount *discounts; /* see discounts_check() */
	size_t discounts_count;
};

/* One child's part of a bid, as it was sent.  All borrowed. */
struct child_bid {
	const struct cost_head *core; /* a head left out is as accredited */
	size_t core_count;
	const pence *variable; /* each 0..PENCE_MAX */
	size_t variable_count;
};

struct child_price {
	pence core, variable;
	pence price;    /* core + variable */
	int percent100; /* of the discount that applies; 0: none */
	pence discount; /* half up to the penny */
};

struct bid_price {
	struct child_price *children; /* arena; in the order of the portrait */
	pence before_discounts;       /* sum of the children's prices */
	pence discounts;              /* sum of the children's discounts */
	pence total;                  /* the difference: 1..PENCE_MAX */
};

/*
 * Prices a bid of count children (1 or more, in the order of the portrait).
 *
 * For child number i, counted from 1, the discount with the greatest
 * from_child not above i applies, alone; discounts never add up (R048).
 *
 * Returns NULL, or ERR_INVALID for every fault at once:
 *   "#/children/0/core_pence/premises"      above the accredited figure,
 *                                           which is named; below 0; or a
 *                                           head that the category lacks
 *   "#/children/0/variable/2/amount_pence"  not in 0..PENCE_MAX
 *   "#/children/0", "#/children"            the child, or the whole bid, costs
 *                                           more than PENCE_MAX, or nothing
 */
MUST_CHECK struct err *bid_price(struct arena *a, const struct accredited *acc,
    const struct child_bid *children, size_t count, struct bid_price *out);

/*
 * The accredited core of count children after the accredited discounts, the
 * figure below which a bid is flagged (R115).  acc is borrowed and sound.
 */
pence accredited_price(const struct accredited *acc, size_t count);

/* half up(amount * percent100 / 10000), for 0 <= amount <= PENCE_MAX * 100. */
pence discount_of(pence amount, int percent100);

/*
 * Whether discounts can be accredited: from_child 2 or more and each once,
 * 0 <= percent < 100.  Returns NULL, or ERR_INVALID for every fault at once,
 * at "#/discounts/0/from_child" or "#/discounts/0/percent".
 */
MUST_CHECK struct err *
discounts_check(struct arena *a, const struct discount *d, size_t count);

/* The sum of the heads; each amount is in 0..PENCE_MAX. */
pence core_total(const struct cost_head *heads, size_t count);

/*
 * The affordability cap (R049).  cap is in pence; a negative cap is none.
 * Returns NULL, or ERR_INVALID at "#/core_pence" naming both figures.
 */
MUST_CHECK struct err *core_cap_check(struct arena *a, pence core, pence cap);

/*
 * The cap where the law does not let it bar entry: a ceiling of each child's
 * core in a bid (law.md 4.1).  A negative ceiling is none.  Returns NULL, or
 * ERR_INVALID for every child above it, at "#/children/0/core_pence".
 */
MUST_CHECK struct err *core_ceiling_check(struct arena *a,
    const struct child_price *children, size_t count, pence ceiling);

/* "£33,000.00" in the arena; a negative amount as "-£0.01". */
MUST_CHECK const char *pounds(struct arena *a, pence amount);

#endif
