/*
 * score.h - from one bid's facts to its score.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Points are whole numbers at four decimal places: 37.5 points are 375000.
 * There is no floating point, so a losing bidder with a pocket calculator
 * gets the figures we printed.  Pure: no clock, no I/O, no hidden state.
 */
#ifndef CORE_SCORE_H
#define CORE_SCORE_H

#include <stdint.h>

#include "core/err.h"

typedef int64_t points; /* 1/10000 of a point */
typedef int64_t pence;

#define POINT     INT64_C(10000)
#define PENCE_MAX INT64_C(10000000000) /* a hundred million pounds */

enum {
	SCORE_BEST = 5,        /* of a method statement: 0..5 */
	WEIGHT_PRICE_MIN = 30, /* R087: 50, and either side may move by 20 */
	WEIGHT_PRICE_MAX = 70,
	WEIGHT_CORE_MAX = 20, /* R053: "a maximum of 20 %" */
	MARKS_MAX = 1000000,  /* of all needs, or of all features */
	MILES_PER_MARK_MAX = 1000
};

struct weights { /* whole points; see weights_check() */
	int price, outcomes, needs, features, location, core;
};

/* What the referral published: the same for every bid on it. */
struct scoring {
	struct weights weights;
	int miles_per_mark; /* whole miles, 1..MILES_PER_MARK_MAX; R085 has 10
			     */
	int needs_total;    /* marks, 0..MARKS_MAX */
	int features_total; /* marks of the features that are not a must */
};

struct bid_facts {
	pence price;       /* 1..PENCE_MAX, in the category's price unit */
	int outcome_score; /* the evaluators' consensus, 0..SCORE_BEST */
	int needs_met;     /* marks, 0..needs_total */
	int features_met;  /* marks, 0..features_total */
	int miles100;      /* hundredths of a mile, 0 and up */
	points core;       /* carried from qualification, 0..100 points */
};

struct score {
	points price, outcomes, needs, features, location, core;
	points quality; /* the exact sum of the last five */
	points total;   /* price + quality */
};

/*
 * The weights of a category or referral (R053, R087): each 0 or more, price
 * 30..70, core at most 20, and 100 together.
 *
 * Returns NULL, or ERR_INVALID for every fault at once, with pointers
 * "#/weights/price" and so on, "#/weights" for the sum.
 */
MUST_CHECK struct err *weights_check(struct arena *a, const struct weights *w);

/*
 * Whether there is something to score for each weight: needs and features that
 * weigh something need marks to share out, and outcomes that weigh something
 * are at least one, for a method statement says how they will be reached.
 * Asked at publication.
 *
 * Returns NULL, or ERR_INVALID at "#/needs", "#/features" and "#/outcomes".
 */
MUST_CHECK struct err *
marks_check(struct arena *a, const struct scoring *s, size_t outcomes);

/*
 * Location marks (R085): 5, less one for every full miles_per_mark miles,
 * never below 0.  The lower bound counts: 10.00 miles are 4 marks.
 */
int location_marks(int miles100, int miles_per_mark);

/*
 * Scores one compliant bid.
 *
 * s, b     borrowed; s has passed the two checks above.
 * lowest   the lowest price among compliant bids, this one included.
 * out      each criterion rounded half up at the fourth decimal place and
 *          then added exactly, as the published rule says.  A criterion of
 *          weight 0 scores 0, whatever its marks.
 *
 * Returns NULL, or ERR_INVALID for every fact out of its range, with
 * pointers "#/price" and so on.
 */
MUST_CHECK struct err *score_bid(struct arena *a, const struct scoring *s,
    const struct bid_facts *b, pence lowest, struct score *out);

#endif
