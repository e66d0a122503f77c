/*
 * score.c - the weights' rules and the six criteria.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/score.h"

enum { CRITERIA = 6 };

struct err *
weights_check(struct arena *a, const struct weights *w)
{
	const struct {
		const char *at;
		int value, min, max;
	} rules[CRITERIA] = {
		{ "#/weights/price", w->price, WEIGHT_PRICE_MIN,
		    WEIGHT_PRICE_MAX },
		{ "#/weights/outcomes", w->outcomes, 0, 100 },
		{ "#/weights/needs", w->needs, 0, 100 },
		{ "#/weights/features", w->features, 0, 100 },
		{ "#/weights/location", w->location, 0, 100 },
		{ "#/weights/core", w->core, 0, WEIGHT_CORE_MAX },
	};
	struct err *faults = NULL;
	int64_t sum = 0;

	for (size_t i = 0; i < CRITERIA; i++) {
		sum += rules[i].value;
		if (rules[i].value < rules[i].min ||
		    rules[i].value > rules[i].max)
			err_append(&faults,
			    err_at(a, rules[i].at,
				"This weight must be from %d to %d points.",
				rules[i].min, rules[i].max));
	}
	if (sum != 100)
		err_append(&faults,
		    err_at(a, "#/weights",
			"The weights must make 100 points together, not %lld.",
			(long long)sum));
	return faults;
}

struct err *
marks_check(struct arena *a, const struct scoring *s, size_t outcomes)
{
	struct err *faults = NULL;

	if (s->weights.needs > 0 && s->needs_total < 1)
		err_append(&faults,
		    err_at(a, "#/needs",
			"Needs weigh %d points, so at least one need must "
			"have a mark above 0.",
			s->weights.needs));
	if (s->weights.features > 0 && s->features_total < 1)
		err_append(&faults,
		    err_at(a, "#/features",
			"Features weigh %d points, so at least one feature "
			"that is not a must needs a mark above 0.",
			s->weights.features));
	if (s->weights.outcomes > 0 && outcomes < 1)
		err_append(&faults,
		    err_at(a, "#/outcomes",
			"Outcomes weigh %d points, so at least one outcome is "
			"needed.",
			s->weights.outcomes));
	return faults;
}

int
location_marks(int miles100, int miles_per_mark)
{
	int lost = miles100 / (100 * miles_per_mark);

	return lost < SCORE_BEST ? SCORE_BEST - lost : 0;
}

/* weight * part / whole, rounded half up.  Weights are at most 100 points
 * and a part at most PENCE_MAX, so the product stays below 2^54. */
static points
share(int weight, int64_t part, int64_t whole)
{
	int64_t n = weight * POINT * part;

	return n / whole + (n % whole * 2 >= whole ? 1 : 0);
}

static bool
is_fraction(int64_t part, int64_t whole)
{
	return part >= 0 && part <= whole && whole >= 1 && whole <= PENCE_MAX;
}

struct criterion {
	const char *at;
	int weight;
	int64_t part, whole;
	points *to;
};

/* Scores one criterion, or appends a fault to *faults. */
static void
score_one(struct arena *a, const struct criterion *c, struct err **faults)
{
	if (c->part == 0 && c->whole == 0 && c->weight == 0)
		return; /* nothing asked, nothing scored */
	if (is_fraction(c->part, c->whole))
		*c->to = share(c->weight, c->part, c->whole);
	else
		err_append(faults,
		    err_at(a, c->at,
			"This is outside the range that can be scored."));
}

struct err *
score_bid(struct arena *a, const struct scoring *s, const struct bid_facts *b,
    pence lowest, struct score *out)
{
	const struct weights *w = &s->weights;
	const int marks = b->miles100 < 0
			      ? -1
			      : location_marks(b->miles100, s->miles_per_mark);
	struct err *faults = NULL;
	struct score r = { 0 };
	const struct criterion criteria[CRITERIA] = {
		{ "#/price", w->price, lowest, b->price, &r.price },
		{ "#/outcomes", w->outcomes, b->outcome_score, SCORE_BEST,
		    &r.outcomes },
		{ "#/needs", w->needs, b->needs_met, s->needs_total, &r.needs },
		{ "#/features", w->features, b->features_met, s->features_total,
		    &r.features },
		{ "#/location", w->location, marks, SCORE_BEST, &r.location },
		{ "#/core", w->core, b->core, 100 * POINT, &r.core },
	};

	for (size_t i = 0; i < CRITERIA; i++)
		score_one(a, &criteria[i], &faults);
	if (lowest < 1)
		err_append(&faults,
		    err_at(a, "#/price", "A price is at least one penny."));
	if (faults)
		return faults;

	r.quality = r.outcomes + r.needs + r.features + r.location + r.core;
	r.total = r.price + r.quality;
	*out = r;
	return NULL;
}
