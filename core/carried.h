/*
 * carried.h - the core-competency score that a home carries to every bid.
 * SPDX-License-Identifier: Apache-2.0
 *
 * It is made once, at qualification (R052), from the scored method statements
 * and, where the category says so, from the regulator's rating (R116).
 */
#ifndef CORE_CARRIED_H
#define CORE_CARRIED_H

#include "core/score.h"
#include "core/vocab.h"

struct statement_score {
	int weight; /* whole, 0..100; the weights of a category make 100 */
	int score;  /* 0..SCORE_BEST */
};

/* How the rating is mixed in: whole per cent that make 100, and whole points
 * 0..100 for each rating.  BLEND_NO_POINTS: homes so rated are not eligible. */
enum { BLEND_NO_POINTS = -1 };

struct core_blend {
	int statements, rating;
	int points[RATING__MAX];
};

/*
 * The weights of a category's statements: each 0..100, 100 together.
 * Returns NULL, or ERR_INVALID for every fault at once, at
 * "#/statements/0/weight", and "#/statements" for the sum.
 */
MUST_CHECK struct err *
statement_weights_check(struct arena *a, const int *weights, size_t count);

/*
 * A blend: both shares 0..100 and 100 together, points 0..100.  NULL is no
 * blend and fine.  Returns NULL, or ERR_INVALID for every fault at once, at
 * "#/core_blend/statements", "#/core_blend/points/good" and so on.
 */
MUST_CHECK struct err *
core_blend_check(struct arena *a, const struct core_blend *blend);

/*
 * C100, 0..100 points: the sum of weight x score / 5, and with a blend the
 * given shares of that and of the rating's points.  Weights, shares and points
 * being whole, every step is exact at four places and nothing is rounded.
 *
 * s        borrowed; the weights have passed statement_weights_check().
 * blend    borrowed, or NULL for statements alone; rating is then unused.
 *
 * Returns NULL, ERR_INVALID at "#/statements/0/score" for every score out of
 * range, or ERR_RATING_BELOW_FLOOR if the blend has no points for the rating.
 */
MUST_CHECK struct err *
carried_score(struct arena *a, const struct statement_score *s, size_t count,
    const struct core_blend *blend, enum rating rating, points *out);

/* As a sentence has it: "requires improvement". */
const char *rating_in_words(enum rating rating);

/*
 * Whether a rating reaches the category's floor (R036): outstanding, good,
 * requires improvement, inadequate, in this order.  A home that has no
 * rating is below every floor; the floor "none" admits all.
 */
bool rating_reaches(enum rating rating, enum rating_floor floor);

/* NULL if it does; otherwise ERR_RATING_BELOW_FLOOR naming both. */
MUST_CHECK struct err *rating_floor_check(struct arena *a, enum rating rating,
    enum rating_floor floor);

#endif
