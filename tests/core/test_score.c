/*
 * What a score is, told as examples.  Read this before core/score.c.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/core/common.h"

#include "core/score.h"

/* The published example: SEN day placement, price and quality 50/50. */
static const struct scoring half_half = {
	.weights = { 50, 12, 8, 5, 5, 20 },
	.miles_per_mark = 10,
	.needs_total = 20,
	.features_total = 10,
};

static const pence lowest = 3690000;

static struct bid_facts
bid_a1(void)
{
	return (struct bid_facts){
		.price = 4595000,
		.outcome_score = 3,
		.needs_met = 18,
		.features_met = 8,
		.miles100 = 640,
		.core = 68 * POINT,
	};
}

static void
the_published_example_comes_out_to_the_last_digit(void **state)
{
	const struct bid_facts b = bid_a1();
	struct score s;

	assert_null(score_bid(*state, &half_half, &b, lowest, &s));
	assert_int_equal(s.price, 401523);
	assert_int_equal(s.outcomes, 72000);
	assert_int_equal(s.needs, 72000);
	assert_int_equal(s.features, 40000);
	assert_int_equal(s.location, 50000);
	assert_int_equal(s.core, 136000);
	assert_int_equal(s.quality, 370000);
	assert_int_equal(s.total, 771523);
}

static void
r085_a_mark_is_lost_for_every_ten_full_miles(void **state)
{
	static const struct {
		int miles100, marks;
	} cases[] = {
		{ 0, 5 },
		{ 999, 5 },
		{ 1000, 4 },
		{ 1995, 4 },
		{ 2000, 3 },
		{ 2999, 3 },
		{ 3000, 2 },
		{ 3999, 2 },
		{ 4000, 1 },
		{ 4999, 1 },
		{ 5000, 0 },
		{ 12000, 0 },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct bid_facts b = bid_a1();
		struct score s;

		b.miles100 = cases[i].miles100;
		assert_int_equal(location_marks(b.miles100, 10),
		    cases[i].marks);
		assert_null(score_bid(*state, &half_half, &b, lowest, &s));
		assert_int_equal(s.location, cases[i].marks * POINT);
	}
}

static void
miles_per_mark_can_be_other_than_ten(void **state)
{
	(void)state;
	assert_int_equal(location_marks(499, 5), 5);
	assert_int_equal(location_marks(500, 5), 4);
	assert_int_equal(location_marks(2499, 5), 1);
	assert_int_equal(location_marks(2500, 5), 0);
	assert_int_equal(location_marks(INT32_MAX, MILES_PER_MARK_MAX), 0);
}

static void
r053_a_carried_score_of_86_earns_17_2_points_of_20(void **state)
{
	struct bid_facts b = bid_a1();
	struct score s;

	b.core = 86 * POINT;
	assert_null(score_bid(*state, &half_half, &b, lowest, &s));
	assert_int_equal(s.core, 172000);
}

static void
the_lowest_bid_gets_the_whole_price_weight(void **state)
{
	struct bid_facts b = bid_a1();
	struct score s;

	b.price = lowest;
	assert_null(score_bid(*state, &half_half, &b, lowest, &s));
	assert_int_equal(s.price, 50 * POINT);
}

static void
the_fifth_decimal_rounds_half_up(void **state)
{
	static const struct {
		pence lowest, price;
		points expected;
	} cases[] = {
		{ 1, 8, 62500 },     /* 6.25 */
		{ 1, 32, 15625 },    /* 1.5625 */
		{ 1, 64, 7813 },     /* 0.78125: exactly half */
		{ 2, 3, 333333 },    /* 33.3333 33.. */
		{ 1, 3, 166667 },    /* 16.6666 66.. */
		{ 1, PENCE_MAX, 0 }, /* 0.0000 000.. */
		{ PENCE_MAX - 1, PENCE_MAX, 500000 },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct bid_facts b = bid_a1();
		struct score s;

		b.price = cases[i].price;
		assert_null(
		    score_bid(*state, &half_half, &b, cases[i].lowest, &s));
		assert_int_equal(s.price, cases[i].expected);
	}
}

static void
a_weight_of_nothing_scores_nothing_without_marks(void **state)
{
	struct scoring scoring = half_half;
	struct bid_facts b = bid_a1();
	struct score s;

	scoring.weights = (struct weights){ 50, 25, 0, 0, 5, 20 };
	scoring.needs_total = scoring.features_total = 0;
	b.needs_met = b.features_met = 0;
	assert_null(score_bid(*state, &scoring, &b, lowest, &s));
	assert_int_equal(s.needs, 0);
	assert_int_equal(s.features, 0);
	assert_int_equal(s.outcomes, 150000);
}

static void
what_cannot_be_scored_is_refused_and_named(void **state)
{
	static const struct {
		const char *at;
		struct bid_facts b;
		pence lowest;
	} cases[] = {
		{ "#/price", { 0, 3, 1, 1, 0, 0 }, 1 },
		{ "#/price", { PENCE_MAX + 1, 3, 1, 1, 0, 0 }, 1 },
		{ "#/price", { 10, 3, 1, 1, 0, 0 }, 11 },
		{ "#/price", { 10, 3, 1, 1, 0, 0 }, 0 },
		{ "#/outcomes", { 10, 6, 1, 1, 0, 0 }, 10 },
		{ "#/outcomes", { 10, -1, 1, 1, 0, 0 }, 10 },
		{ "#/needs", { 10, 3, 21, 1, 0, 0 }, 10 },
		{ "#/features", { 10, 3, 1, 11, 0, 0 }, 10 },
		{ "#/location", { 10, 3, 1, 1, -1, 0 }, 10 },
		{ "#/core", { 10, 3, 1, 1, 0, 100 * POINT + 1 }, 10 },
		{ "#/core", { 10, 3, 1, 1, 0, -1 }, 10 },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct score s = { .total = -1 };
		struct err *e;

		e = score_bid(*state, &half_half, &cases[i].b, cases[i].lowest,
		    &s);
		assert_fault_at(e, 0, cases[i].at);
		assert_int_equal(count_faults(e), 1);
		assert_int_equal(s.total, -1); /* untouched on failure */
	}
}

static void
every_fact_out_of_range_is_named_at_once(void **state)
{
	const struct bid_facts b = { -1, -1, -1, -1, -1, -1 };
	struct score s;
	struct err *e = score_bid(*state, &half_half, &b, lowest, &s);

	assert_int_equal(count_faults(e), 6);
	assert_fault_at(e, 5, "#/core");
}

static void
r087_price_weighs_from_30_to_70(void **state)
{
	static const struct {
		struct weights w;
		bool fine;
	} cases[] = {
		{ { 50, 12, 8, 5, 5, 20 }, true },
		{ { 30, 25, 12, 8, 5, 20 }, true },
		{ { 70, 5, 5, 3, 5, 12 }, true },
		{ { 50, 50, 0, 0, 0, 0 }, true },
		{ { 29, 26, 12, 8, 5, 20 }, false },
		{ { 71, 4, 5, 3, 5, 12 }, false },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct err *e = weights_check(*state, &cases[i].w);

		if (cases[i].fine)
			assert_null(e);
		else
			assert_fault_at(e, 0, "#/weights/price");
		assert_int_equal(count_faults(e), cases[i].fine ? 0 : 1);
	}
}

static void
r053_core_weighs_at_most_20(void **state)
{
	const struct weights w = { 50, 12, 8, 5, 4, 21 };
	struct err *e = weights_check(*state, &w);

	assert_fault_at(e, 0, "#/weights/core");
	assert_null(e->next);
}

static void
all_faults_of_weights_are_named_at_once(void **state)
{
	const struct weights w = { 10, -1, 101, -5, -9, 25 };
	struct err *e = weights_check(*state, &w);

	assert_int_equal(count_faults(e), 7);
	assert_fault_at(e, 0, "#/weights/price");
	assert_fault_at(e, 1, "#/weights/outcomes");
	assert_fault_at(e, 2, "#/weights/needs");
	assert_fault_at(e, 3, "#/weights/features");
	assert_fault_at(e, 4, "#/weights/location");
	assert_fault_at(e, 5, "#/weights/core");
	assert_fault_at(e, 6, "#/weights");
	assert_string_equal(e->next->next->next->next->next->next->detail,
	    "The weights must make 100 points together, not 121.");
}

static void
huge_weights_do_not_add_up_to_100_by_overflow(void **state)
{
	const struct weights w = { 50, INT32_MAX, INT32_MAX, 52, 0, 0 };

	assert_int_equal(count_faults(weights_check(*state, &w)), 3);
}

static void
a_criterion_that_weighs_something_needs_marks(void **state)
{
	struct scoring s = half_half;

	assert_null(marks_check(*state, &s, 1));
	s.needs_total = s.features_total = 0;
	assert_fault_at(marks_check(*state, &s, 0), 0, "#/needs");
	assert_fault_at(marks_check(*state, &s, 0), 1, "#/features");
	assert_fault_at(marks_check(*state, &s, 0), 2, "#/outcomes");
	s.weights = (struct weights){ 50, 25, 0, 0, 5, 20 };
	assert_null(marks_check(*state, &s, 1));
	s.weights = (struct weights){ 70, 0, 0, 0, 10, 20 };
	assert_null(marks_check(*state, &s, 0));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(the_published_example_comes_out_to_the_last_digit),
		T(r085_a_mark_is_lost_for_every_ten_full_miles),
		T(miles_per_mark_can_be_other_than_ten),
		T(r053_a_carried_score_of_86_earns_17_2_points_of_20),
		T(the_lowest_bid_gets_the_whole_price_weight),
		T(the_fifth_decimal_rounds_half_up),
		T(a_weight_of_nothing_scores_nothing_without_marks),
		T(what_cannot_be_scored_is_refused_and_named),
		T(every_fact_out_of_range_is_named_at_once),
		T(r087_price_weighs_from_30_to_70),
		T(r053_core_weighs_at_most_20),
		T(all_faults_of_weights_are_named_at_once),
		T(huge_weights_do_not_add_up_to_100_by_overflow),
		T(a_criterion_that_weighs_something_needs_marks),
	};

	return cmocka_run_group_tests_name("score", tests, NULL, NULL);
}
