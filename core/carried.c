/*
 * carried.c - C100 and the floor under ratings.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/carried.h"

/* As an officer says them; vocab.c has the words of the interface. */
static const char *const rating_words[RATING__MAX] = {
	[RATING_OUTSTANDING] = "outstanding",
	[RATING_GOOD] = "good",
	[RATING_REQUIRES_IMPROVEMENT] = "requires improvement",
	[RATING_INADEQUATE] = "inadequate",
	[RATING_NOT_RATED] = "not rated",
};

/* The worst rating that each floor admits. */
static const enum rating worst_admitted[RATING_FLOOR__MAX] = {
	[RATING_FLOOR_OUTSTANDING] = RATING_OUTSTANDING,
	[RATING_FLOOR_GOOD] = RATING_GOOD,
	[RATING_FLOOR_REQUIRES_IMPROVEMENT] = RATING_REQUIRES_IMPROVEMENT,
	[RATING_FLOOR_NONE] = RATING_NOT_RATED,
};

struct err *
statement_weights_check(struct arena *a, const int *weights, size_t count)
{
	struct err *faults = NULL;
	int64_t sum = 0;

	for (size_t i = 0; i < count; i++) {
		sum += weights[i];
		if (weights[i] < 0 || weights[i] > 100)
			err_append(&faults,
			    err_at(a,
				arena_printf(a, "#/statements/%zu/weight", i),
				"A weight is a whole number from 0 to 100."));
	}
	if (sum != 100)
		err_append(&faults,
		    err_at(a, "#/statements",
			"The weights must make 100 together, not %lld.",
			(long long)sum));
	return faults;
}

struct err *
core_blend_check(struct arena *a, const struct core_blend *blend)
{
	struct err *faults = NULL;

	if (!blend)
		return NULL;
	if (blend->statements < 0 || blend->rating < 0 ||
	    (int64_t)blend->statements + blend->rating != 100)
		err_append(&faults,
		    err_at(a, "#/core_blend/statements",
			"The shares of the statements and of the rating must "
			"make 100 per cent."));
	for (int i = 0; i < RATING__MAX; i++) {
		if (blend->points[i] < BLEND_NO_POINTS ||
		    blend->points[i] > 100)
			err_append(&faults,
			    err_at(a,
				arena_printf(a, "#/core_blend/points/%s",
				    rating_name((enum rating)i)),
				"A rating earns from 0 to 100 points."));
	}
	return faults;
}

/* Sum of weight x score / 5 in points; POINT / 5 is whole. */
static struct err *
method_score(struct arena *a, const struct statement_score *s, size_t count,
    points *out)
{
	struct err *faults = NULL;
	points sum = 0;

	for (size_t i = 0; i < count; i++) {
		if (s[i].score >= 0 && s[i].score <= SCORE_BEST)
			sum += POINT / SCORE_BEST * s[i].weight * s[i].score;
		else
			err_append(&faults,
			    err_at(a,
				arena_printf(a, "#/statements/%zu/score", i),
				"A score is a whole number from 0 to 5."));
	}
	if (!faults)
		*out = sum;
	return faults;
}

struct err *
carried_score(struct arena *a, const struct statement_score *s, size_t count,
    const struct core_blend *blend, enum rating rating, points *out)
{
	struct err *e;
	points method = 0;

	e = method_score(a, s, count, &method);
	if (e)
		return e;
	if (!blend) {
		*out = method;
		return NULL;
	}
	if (blend->points[rating] == BLEND_NO_POINTS)
		return err_new(a, ERR_RATING_BELOW_FLOOR,
		    "This category gives no points to a home that is %s.",
		    rating_words[rating]);

	*out = method * blend->statements / 100 +
	       blend->points[rating] * POINT * blend->rating / 100;
	return NULL;
}

const char *
rating_in_words(enum rating rating)
{
	return rating_words[rating];
}

bool
rating_reaches(enum rating rating, enum rating_floor floor)
{
	return rating <= worst_admitted[floor];
}

struct err *
rating_floor_check(struct arena *a, enum rating rating, enum rating_floor floor)
{
	if (rating_reaches(rating, floor))
		return NULL;
	return err_new(a, ERR_RATING_BELOW_FLOOR,
	    "The regulator's rating is \"%s\"; this category admits homes from "
	    "\"%s\" upwards.",
	    rating_words[rating], rating_words[worst_admitted[floor]]);
}
