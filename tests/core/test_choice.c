/*
 * What is offered to the family, what it may choose, who may be awarded.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/core/common.h"

#include <string.h>

#include "core/choice.h"

static const char *const ids[] = { "b1", "b2", "b3", "b4", "b5" };

static const struct date today = { 2026, 11, 20 };
static const struct date tomorrow = { 2026, 11, 21 };

static const struct choice nobody = { NULL, CHOSEN_BY_NONE, NULL };
static const struct choice chose_b1 = { "b1", CHOSEN_BY_PARENT, NULL };
static const struct choice chose_b2 = { "b2", CHOSEN_BY_PARENT, NULL };

/* Bids b1, b2, ... in rank order with these totals, at 100.00 each. */
static struct award_case
top3(struct candidate *c, const points *totals, size_t count)
{
	for (size_t i = 0; i < count; i++)
		c[i] = (struct candidate){ ids[i], totals[0] - totals[i], 10000,
			true, false };
	return (struct award_case){ CHOICE_MODE_TOP3_WITHIN_5, PRICE_UNIT_WEEK,
		NO_BUDGET, c, count, NULL, today };
}

/* Bids b1, b2, ... in rank order with these prices, budget 850.00. */
static struct award_case
within_budget(struct candidate *c, const pence *prices, size_t count)
{
	for (size_t i = 0; i < count; i++)
		c[i] = (struct candidate){ ids[i], (points)i * POINT, prices[i],
			true, false };
	return (struct award_case){ CHOICE_MODE_ANY_WITHIN_BUDGET,
		PRICE_UNIT_WEEK, 85000, c, count, NULL, today };
}

static const points three_close[] = { 900000, 880000, 870000 };
static const pence c_prices[] = { 91200, 84500, 101000, 79800 };

static void
r118_the_window_is_strictly_less_than_5_points_and_at_most_3(void **state)
{
	static const struct {
		points totals[4];
		size_t count, offered;
	} cases[] = {
		{ { 900000, 850001 }, 2, 2 },
		{ { 900000, 850000 }, 2, 0 },
		{ { 900000, 880000, 870000, 860000 }, 4, 3 },
		{ { 900000, 900000, 849999 }, 3, 2 },
		{ { 900000 }, 1, 0 },
		{ { 900000, 860000, 850000 }, 3, 2 },
		{ { 900000, 860000, 860000, 860000 }, 4, 3 },
		{ { 0 }, 0, 0 },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct candidate c[4];
		struct award_case k = top3(c, cases[i].totals, cases[i].count);
		struct offer o;

		offer_make(*state, &k, &o);
		assert_int_equal(o.count, cases[i].offered);
		for (size_t j = 0; j < o.count; j++) {
			assert_int_equal(o.bids[j].candidate, j);
			assert_true(o.bids[j].within_budget);
			assert_int_equal(o.bids[j].over_budget, 0);
		}
	}
}

static void
in_the_window_a_budget_is_shown_and_bars_nothing(void **state)
{
	struct candidate c[3];
	struct award_case k = top3(c, three_close, 3);
	const struct choice chose_b3 = { "b3", CHOSEN_BY_CARER, NULL };
	struct offer o;

	c[2].price = 10001;
	k.budget = 10000;
	offer_make(*state, &k, &o);
	assert_int_equal(o.count, 3);
	assert_true(o.bids[1].within_budget);
	assert_false(o.bids[2].within_budget);
	assert_int_equal(o.bids[2].over_budget, 1);
	assert_null(choice_check(*state, &k, &chose_b3));
	k.choice = &chose_b3;
	assert_null(award_check(*state, &k, "b3"));
}

static void
the_mode_none_offers_nothing_and_awards_the_best(void **state)
{
	struct candidate c[3];
	struct award_case k = top3(c, three_close, 3);
	struct offer o;

	k.mode = CHOICE_MODE_NONE;
	offer_make(*state, &k, &o);
	assert_int_equal(o.count, 0);
	assert_kind(choice_check(*state, &k, &nobody), ERR_NO_CHOICE_OFFERED);
	assert_kind(choice_check(*state, &k, &chose_b1), ERR_NO_CHOICE_OFFERED);
	assert_null(award_check(*state, &k, "b1"));
	assert_kind(award_check(*state, &k, "b2"), ERR_NOT_AWARDABLE);
}

static void
a_choice_names_a_bid_and_who_chose_or_neither(void **state)
{
	const struct choice by_nobody = { "b1", CHOSEN_BY_NONE, NULL };
	const struct choice of_nothing = { NULL, CHOSEN_BY_PARENT, NULL };
	struct candidate c[3];
	struct award_case k = top3(c, three_close, 3);

	assert_fault_at(choice_check(*state, &k, &by_nobody), 0, "#/chosen_by");
	assert_fault_at(choice_check(*state, &k, &of_nothing), 0, "#/bid_id");
	assert_null(choice_check(*state, &k, &nobody));
	assert_null(choice_check(*state, &k, &chose_b2));
}

static void
only_an_offered_bid_can_be_chosen(void **state)
{
	static const points totals[] = { 900000, 880000, 850000 };
	const struct choice third = { "b3", CHOSEN_BY_PARENT, NULL };
	const struct choice unknown = { "b9", CHOSEN_BY_PARENT, NULL };
	struct candidate c[3];
	struct award_case k = top3(c, totals, 3);

	assert_kind(choice_check(*state, &k, &third), ERR_NOT_OFFERED);
	assert_kind(choice_check(*state, &k, &unknown), ERR_NOT_OFFERED);
	c[1].accredited = false;
	assert_kind(choice_check(*state, &k, &chose_b2), ERR_NOT_OFFERED);
	c[1].accredited = true;
	c[1].refused = true;
	assert_kind(choice_check(*state, &k, &chose_b2), ERR_NOT_OFFERED);
}

static void
an_additional_cost_belongs_only_above_the_budget(void **state)
{
	const struct additional_cost cost = { 1, PRICE_UNIT_WEEK, true, today };
	const struct choice paid = { "b2", CHOSEN_BY_PARENT, &cost };
	const struct choice none_paid = { NULL, CHOSEN_BY_NONE, &cost };
	struct candidate c[4];
	struct award_case k = top3(c, three_close, 3);

	assert_fault_at(choice_check(*state, &k, &paid), 0,
	    "#/additional_cost");
	assert_fault_at(choice_check(*state, &k, &none_paid), 0,
	    "#/additional_cost");
	k = within_budget(c, c_prices, 4); /* b2 is within */
	assert_fault_at(choice_check(*state, &k, &paid), 0,
	    "#/additional_cost");
}

static void
r121_an_additional_cost_is_the_exact_excess_on_accepted_terms(void **state)
{
	struct additional_cost cost = { 6200, PRICE_UNIT_WEEK, true, today };
	const struct choice paid = { "b1", CHOSEN_BY_RESIDENT, &cost };
	struct candidate c[4];
	struct award_case k = within_budget(c, c_prices, 4);
	struct err *e;

	assert_null(choice_check(*state, &k, &paid));
	cost =
	    (struct additional_cost){ 6201, PRICE_UNIT_YEAR, false, tomorrow };
	e = choice_check(*state, &k, &paid);
	assert_int_equal(count_faults(e), 4);
	assert_fault_at(e, 0, "#/additional_cost/pence");
	assert_fault_at(e, 1, "#/additional_cost/per");
	assert_fault_at(e, 2, "#/additional_cost/terms_accepted");
	assert_fault_at(e, 3, "#/additional_cost/agreed_on");
	assert_non_null(strstr(e->detail, "£62.00"));
}

static void
r121_above_the_budget_needs_one_within_it_that_still_stands(void **state)
{
	const struct additional_cost cost = { 6200, PRICE_UNIT_WEEK, true,
		today };
	const struct choice paid = { "b1", CHOSEN_BY_RESIDENT, &cost };
	struct candidate c[4];
	struct award_case k = within_budget(c, c_prices, 4);

	c[1].refused = true;
	assert_null(choice_check(*state, &k, &paid));
	c[3].accredited = false;
	assert_kind(choice_check(*state, &k, &paid), ERR_NOTHING_WITHIN_BUDGET);
}

static void
r120_one_bid_within_the_budget_is_enough_for_an_offer(void **state)
{
	static const pence prices[] = { 85001, 85000 };
	struct candidate c[2];
	struct award_case k = within_budget(c, prices, 2);
	struct offer o;

	offer_make(*state, &k, &o);
	assert_int_equal(o.count, 1);
	assert_int_equal(o.bids[0].candidate, 1);
	assert_kind(award_check(*state, &k, "b2"), ERR_CHOICE_PENDING);
	k.choice = &nobody;
	assert_null(award_check(*state, &k, "b2"));
}

static void
without_a_budget_every_bid_is_within_it(void **state)
{
	struct candidate c[4];
	struct award_case k = within_budget(c, c_prices, 4);
	struct offer o;

	k.budget = NO_BUDGET;
	offer_make(*state, &k, &o);
	assert_int_equal(o.count, 4);
}

static void
nothing_within_the_budget_is_neither_chosen_nor_awarded(void **state)
{
	static const pence prices[] = { 85001, 90000 };
	struct candidate c[2];
	struct award_case k = within_budget(c, prices, 2);

	assert_kind(choice_check(*state, &k, &chose_b1),
	    ERR_NOTHING_WITHIN_BUDGET);
	assert_kind(choice_check(*state, &k, &nobody),
	    ERR_NOTHING_WITHIN_BUDGET);
	assert_kind(award_check(*state, &k, "b1"), ERR_NOTHING_WITHIN_BUDGET);
	k.budget = 85001; /* raised */
	assert_null(choice_check(*state, &k, &chose_b1));
	k.choice = &nobody;
	assert_null(award_check(*state, &k, "b1"));
}

static void
a_raised_budget_makes_an_additional_cost_stale(void **state)
{
	const struct additional_cost cost = { 6200, PRICE_UNIT_WEEK, true,
		today };
	const struct choice paid = { "b1", CHOSEN_BY_RESIDENT, &cost };
	struct candidate c[4];
	struct award_case k = within_budget(c, c_prices, 4);

	k.choice = &paid;
	assert_null(award_check(*state, &k, "b1"));
	k.budget = 91200;
	assert_kind(award_check(*state, &k, "b1"), ERR_CHOICE_PENDING);
	k.choice = &chose_b1;
	assert_null(award_check(*state, &k, "b1"));
}

static void
the_one_chosen_is_awarded_or_the_best_offered_if_nobody_chose(void **state)
{
	struct candidate c[3];
	struct award_case k = top3(c, three_close, 3);

	assert_kind(award_check(*state, &k, "b1"), ERR_CHOICE_PENDING);
	k.choice = &chose_b2;
	assert_null(award_check(*state, &k, "b2"));
	assert_kind(award_check(*state, &k, "b1"), ERR_NOT_AWARDABLE);
	assert_kind(award_check(*state, &k, "b9"), ERR_NOT_AWARDABLE);
	k.choice = &nobody;
	assert_null(award_check(*state, &k, "b1"));
	c[0].accredited = false;
	assert_null(award_check(*state, &k, "b2"));
}

static void
when_the_chosen_one_drops_out_those_left_are_offered_again(void **state)
{
	struct candidate c[3];
	struct award_case k = top3(c, three_close, 3);

	k.choice = &chose_b2;
	c[1].refused = true;
	assert_kind(award_check(*state, &k, "b1"), ERR_CHOICE_PENDING);
	assert_null(choice_check(*state, &k, &chose_b1));
	k.choice = &chose_b1;
	assert_null(award_check(*state, &k, "b1"));
}

static void
the_last_one_left_in_the_window_needs_no_choice(void **state)
{
	struct candidate c[3];
	struct award_case k = top3(c, three_close, 2);

	k.choice = &chose_b2;
	c[1].refused = true;
	assert_null(award_check(*state, &k, "b1"));
	k.choice = NULL;
	assert_null(award_check(*state, &k, "b1"));
}

static void
within_the_budget_even_the_last_one_left_is_a_choice(void **state)
{
	const struct choice chose_b4 = { "b4", CHOSEN_BY_RESIDENT, NULL };
	struct candidate c[4];
	struct award_case k = within_budget(c, c_prices, 4);

	k.choice = &chose_b4;
	c[3].refused = true;
	assert_kind(award_check(*state, &k, "b2"), ERR_CHOICE_PENDING);
	k.choice = &chose_b2;
	assert_null(award_check(*state, &k, "b2"));
}

static void
when_all_offered_drop_out_the_award_goes_down_the_ranking(void **state)
{
	static const points totals[] = { 900000, 880000, 700000, 600000 };
	struct candidate c[4];
	struct award_case k = top3(c, totals, 4);

	k.choice = &chose_b1;
	c[0].refused = true;
	c[1].accredited = false;
	assert_null(award_check(*state, &k, "b3"));
	c[2].accredited = false;
	assert_null(award_check(*state, &k, "b4"));
	c[3].refused = true;
	assert_kind(award_check(*state, &k, "b4"), ERR_NOT_AWARDABLE);
}

static void
when_all_within_the_budget_drop_out_nothing_above_it_is_awarded(void **state)
{
	struct candidate c[4];
	struct award_case k = within_budget(c, c_prices, 4);

	c[1].refused = true;
	c[3].refused = true;
	assert_kind(award_check(*state, &k, "b1"), ERR_NOTHING_WITHIN_BUDGET);
	k.choice = &nobody;
	assert_kind(award_check(*state, &k, "b1"), ERR_NOTHING_WITHIN_BUDGET);
}

static void
a_choice_from_outside_the_offer_does_not_count(void **state)
{
	static const points totals[] = { 900000, 880000, 700000 };
	const struct choice outside = { "b3", CHOSEN_BY_PARENT, NULL };
	const struct choice unknown = { "b9", CHOSEN_BY_PARENT, NULL };
	struct candidate c[3];
	struct award_case k = top3(c, totals, 3);

	k.choice = &outside;
	assert_kind(award_check(*state, &k, "b3"), ERR_CHOICE_PENDING);
	k.choice = &unknown;
	assert_kind(award_check(*state, &k, "b1"), ERR_CHOICE_PENDING);
}

static void
without_any_bid_nothing_is_awarded(void **state)
{
	struct award_case k = { CHOICE_MODE_NONE, PRICE_UNIT_WEEK, NO_BUDGET,
		NULL, 0, NULL, today };

	assert_kind(award_check(*state, &k, "b1"), ERR_NOT_AWARDABLE);
}

static void
a_budget_is_only_ever_raised(void **state)
{
	assert_null(budget_raise_check(*state, 85000, 85001));
	assert_null(budget_raise_check(*state, 85000, PENCE_MAX));
	assert_fault_at(budget_raise_check(*state, 85000, 85000), 0,
	    "#/budget_pence");
	assert_fault_at(budget_raise_check(*state, 85000, 84999), 0,
	    "#/budget_pence");
	assert_fault_at(budget_raise_check(*state, 85000, PENCE_MAX + 1), 0,
	    "#/budget_pence");
	assert_fault_at(budget_raise_check(*state, NO_BUDGET, 85000), 0,
	    "#/budget_pence");
}

/* For any offer: the awarded bid may be awarded, and stands in the offer as
 * long as anything of it stands. */
static void
an_award_is_always_to_a_home_accredited_that_has_not_refused(void **state)
{
	uint64_t seed = 6;

	for (int round = 0; round < 2000; round++) {
		struct candidate c[5];
		struct award_case k = { (enum choice_mode)random_below(&seed,
					    CHOICE_MODE__MAX),
			PRICE_UNIT_WEEK, 85000, c, 5, NULL, today };
		const struct choice *const choices[] = { NULL, &nobody,
			&chose_b1, &chose_b2 };
		size_t next = 99;
		struct err *e;

		for (size_t i = 0; i < 5; i++)
			c[i] = (struct candidate){ ids[i],
				(points)i * 20000 + (i ? 5000 : 0),
				80000 + random_below(&seed, 10000),
				random_below(&seed, 3) > 0,
				random_below(&seed, 3) == 0 };
		k.choice = choices[random_below(&seed, 4)];
		e = award_next(*state, &k, &next);
		if (e) {
			assert_int_equal(next, 99); /* untouched on failure */
		} else {
			assert_true(c[next].accredited && !c[next].refused);
			if (k.mode == CHOICE_MODE_ANY_WITHIN_BUDGET)
				assert_true(c[next].price <= k.budget);
			assert_null(award_check(*state, &k, ids[next]));
		}
		arena_reset(*state);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(r118_the_window_is_strictly_less_than_5_points_and_at_most_3),
		T(in_the_window_a_budget_is_shown_and_bars_nothing),
		T(the_mode_none_offers_nothing_and_awards_the_best),
		T(a_choice_names_a_bid_and_who_chose_or_neither),
		T(only_an_offered_bid_can_be_chosen),
		T(an_additional_cost_belongs_only_above_the_budget),
		T(r121_an_additional_cost_is_the_exact_excess_on_accepted_terms),
		T(r121_above_the_budget_needs_one_within_it_that_still_stands),
		T(r120_one_bid_within_the_budget_is_enough_for_an_offer),
		T(without_a_budget_every_bid_is_within_it),
		T(nothing_within_the_budget_is_neither_chosen_nor_awarded),
		T(a_raised_budget_makes_an_additional_cost_stale),
		T(the_one_chosen_is_awarded_or_the_best_offered_if_nobody_chose),
		T(when_the_chosen_one_drops_out_those_left_are_offered_again),
		T(the_last_one_left_in_the_window_needs_no_choice),
		T(within_the_budget_even_the_last_one_left_is_a_choice),
		T(when_all_offered_drop_out_the_award_goes_down_the_ranking),
		T(when_all_within_the_budget_drop_out_nothing_above_it_is_awarded),
		T(a_choice_from_outside_the_offer_does_not_count),
		T(without_any_bid_nothing_is_awarded),
		T(a_budget_is_only_ever_raised),
		T(an_award_is_always_to_a_home_accredited_that_has_not_refused),
	};

	return cmocka_run_group_tests_name("choice", tests, NULL, NULL);
}
