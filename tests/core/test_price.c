/*
 * What a bid costs: core from qualification, what the child needs, discounts.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/core/common.h"

#include "core/price.h"

static const struct cost_head two_heads[] = {
	{ "premises", 3000000 },
	{ "staff", 300000 },
};
static const struct accredited downland = { two_heads, 2, NULL, 0 };

/* Prices one child of Downland with the given core and variable lines. */
static struct err *
price_one(struct arena *a, const struct child_bid *child, struct bid_price *out)
{
	return bid_price(a, &downland, child, 1, out);
}

static void
core_left_out_is_as_accredited(void **state)
{
	static const pence extra[] = { 390000 };
	const struct child_bid child = { NULL, 0, extra, 1 };
	struct bid_price p;

	assert_null(price_one(*state, &child, &p));
	assert_int_equal(p.children[0].core, 3300000);
	assert_int_equal(p.children[0].variable, 390000);
	assert_int_equal(p.children[0].price, 3690000);
	assert_int_equal(p.children[0].discount, 0);
	assert_int_equal(p.total, 3690000);
}

static void
one_head_left_out_is_as_accredited(void **state)
{
	static const struct cost_head lower[] = { { "staff", 250000 } };
	const struct child_bid child = { lower, 1, NULL, 0 };
	struct bid_price p;

	assert_null(price_one(*state, &child, &p));
	assert_int_equal(p.total, 3250000);
}

static void
r047_a_head_above_its_accredited_figure_is_refused_naming_it(void **state)
{
	/* The sum is as accredited; the rule is head by head. */
	static const struct cost_head raised[] = {
		{ "premises", 2950000 },
		{ "staff", 350000 },
	};
	const struct child_bid child = { raised, 2, NULL, 0 };
	struct bid_price p = { .total = -1 };
	struct err *e = price_one(*state, &child, &p);

	assert_fault_at(e, 0, "#/children/0/core_pence/staff");
	assert_null(e->next);
	assert_string_equal(e->detail,
	    "The accredited figure is £3,000.00; a bid may be lower, never "
	    "higher.");
	assert_int_equal(p.total, -1); /* untouched on failure */
}

static void
r047_one_penny_too_many_is_too_many_and_equal_is_fine(void **state)
{
	static const struct cost_head equal[] = { { "premises", 3000000 } };
	static const struct cost_head over[] = { { "premises", 3000001 } };
	const struct child_bid fine = { equal, 1, NULL, 0 };
	const struct child_bid refused = { over, 1, NULL, 0 };
	struct bid_price p;

	assert_null(price_one(*state, &fine, &p));
	assert_fault_at(price_one(*state, &refused, &p), 0,
	    "#/children/0/core_pence/premises");
}

static void
heads_below_nothing_or_unknown_are_refused(void **state)
{
	static const struct cost_head odd[] = {
		{ "premises", -1 },
		{ "a/b~c", 100 },
	};
	const struct child_bid child = { odd, 2, NULL, 0 };
	struct bid_price p;
	struct err *e = price_one(*state, &child, &p);

	assert_int_equal(count_faults(e), 2);
	assert_fault_at(e, 0, "#/children/0/core_pence/premises");
	assert_fault_at(e, 1, "#/children/0/core_pence/a~1b~0c");
}

static void
every_fault_of_every_child_is_named_at_once(void **state)
{
	static const struct cost_head over[] = { { "staff", 300001 } };
	static const pence odd[] = { -1, 0, PENCE_MAX + 1 };
	const struct child_bid children[] = {
		{ over, 1, odd, 3 },
		{ NULL, 0, NULL, 0 },
		{ over, 1, NULL, 0 },
	};
	struct bid_price p;
	struct err *e = bid_price(*state, &downland, children, 3, &p);

	assert_int_equal(count_faults(e), 4);
	assert_fault_at(e, 0, "#/children/0/core_pence/staff");
	assert_fault_at(e, 1, "#/children/0/variable/0/amount_pence");
	assert_fault_at(e, 2, "#/children/0/variable/2/amount_pence");
	assert_fault_at(e, 3, "#/children/2/core_pence/staff");
}

static void
a_bid_for_nothing_is_refused_and_a_penny_is_not(void **state)
{
	static const struct cost_head none[] = {
		{ "premises", 0 },
		{ "staff", 0 },
	};
	static const pence penny[] = { 1 };
	const struct child_bid nothing = { none, 2, NULL, 0 };
	const struct child_bid one_penny = { none, 2, penny, 1 };
	struct bid_price p;

	assert_fault_at(price_one(*state, &nothing, &p), 0, "#/children");
	assert_null(price_one(*state, &one_penny, &p));
	assert_int_equal(p.total, 1);
}

static void
a_price_is_at_most_a_hundred_million_pounds(void **state)
{
	static const struct accredited free_core = { NULL, 0, NULL, 0 };
	static const pence most[] = { PENCE_MAX };
	static const pence over[] = { PENCE_MAX, 1 };
	const struct child_bid fine = { NULL, 0, most, 1 };
	const struct child_bid refused = { NULL, 0, over, 2 };
	const struct child_bid both[] = { fine, fine };
	struct bid_price p;

	assert_null(bid_price(*state, &free_core, &fine, 1, &p));
	assert_int_equal(p.total, PENCE_MAX);
	assert_fault_at(bid_price(*state, &free_core, &refused, 1, &p), 0,
	    "#/children/0");
	assert_fault_at(bid_price(*state, &free_core, both, 2, &p), 0,
	    "#/children");
}

static void
a_thousand_lines_of_the_greatest_amount_do_not_overflow(void **state)
{
	static pence lines[1000];
	const struct child_bid child = { NULL, 0, lines, ARRAY_LEN(lines) };
	struct bid_price p;

	for (size_t i = 0; i < ARRAY_LEN(lines); i++)
		lines[i] = PENCE_MAX;
	assert_fault_at(price_one(*state, &child, &p), 0, "#/children/0");
}

static void
r048_the_greatest_from_child_not_above_the_child_applies_alone(void **state)
{
	static const struct cost_head core[] = { { "care", 10000 } };
	static const struct discount discounts[] = {
		{ 4, 2500 },
		{ 2, 1000 },
	};
	const struct accredited acc = { core, 1, discounts, 2 };
	const struct child_bid children[5] = { { NULL, 0, NULL, 0 } };
	static const pence expected[5] = { 0, 1000, 1000, 2500, 2500 };
	struct bid_price p;

	assert_null(bid_price(*state, &acc, children, 5, &p));
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(p.children[i].discount, expected[i]);
	assert_int_equal(p.before_discounts, 50000);
	assert_int_equal(p.discounts, 7000);
	assert_int_equal(p.total, 43000);
	assert_int_equal(accredited_price(&acc, 5), 43000);
}

static void
r048_a_discount_takes_off_core_and_variable_alike(void **state)
{
	static const struct cost_head core[] = { { "care", 81500 } };
	static const struct discount discounts[] = { { 2, 750 } };
	static const pence first[] = { 4850 }, second[] = { 2200 };
	const struct accredited acc = { core, 1, discounts, 1 };
	const struct child_bid children[] = {
		{ NULL, 0, first, 1 },
		{ NULL, 0, second, 1 },
	};
	struct bid_price p;

	assert_null(bid_price(*state, &acc, children, 2, &p));
	assert_int_equal(p.children[0].price, 86350);
	assert_int_equal(p.children[1].price, 83700);
	assert_int_equal(p.children[1].percent100, 750);
	assert_int_equal(p.children[1].discount, 6278); /* 62.775 half up */
	assert_int_equal(p.total, 163772);
}

static void
half_a_penny_of_discount_rounds_up(void **state)
{
	(void)state;
	assert_int_equal(discount_of(1, 4999), 0);
	assert_int_equal(discount_of(1, 5000), 1);
	assert_int_equal(discount_of(10, 1449), 1);
	assert_int_equal(discount_of(10, 1500), 2);
	assert_int_equal(discount_of(PENCE_MAX, 9999), 9999000000);
	assert_int_equal(discount_of(12345, 0), 0);
}

static void
discounts_begin_with_the_second_child_and_stay_below_100_per_cent(void **state)
{
	static const struct discount fine[] = { { 2, 0 }, { 3, 9999 } };
	static const struct discount odd[] = {
		{ 1, 1000 },
		{ 2, -1 },
		{ 2, 10000 },
		{ 1, 500 },
	};
	struct err *e;

	assert_null(discounts_check(*state, fine, 2));
	assert_null(discounts_check(*state, NULL, 0));
	e = discounts_check(*state, odd, 4);
	assert_int_equal(count_faults(e), 5);
	assert_fault_at(e, 0, "#/discounts/0/from_child");
	assert_fault_at(e, 1, "#/discounts/1/percent");
	assert_fault_at(e, 2, "#/discounts/2/from_child");
	assert_fault_at(e, 3, "#/discounts/2/percent");
	assert_fault_at(e, 4, "#/discounts/3/from_child");
}

static void
r049_core_above_the_cap_is_refused_naming_both_figures(void **state)
{
	struct err *e;

	assert_int_equal(core_total(two_heads, 2), 3300000);
	assert_null(core_cap_check(*state, 3300000, 3300000));
	assert_null(core_cap_check(*state, 3300000, -1));
	e = core_cap_check(*state, 3300001, 3300000);
	assert_fault_at(e, 0, "#/core_pence");
	assert_string_equal(e->detail,
	    "The core costs are £33,000.01; this category admits at most "
	    "£33,000.00.");
}

static void
a_cap_that_bars_nobody_is_a_ceiling_of_each_childs_core(void **state)
{
	const struct child_price children[] = { { .core = 3300000 },
		{ .core = 3300001, .variable = 1 } };
	struct err *e;

	assert_null(core_ceiling_check(*state, children, 1, 3300000));
	assert_null(core_ceiling_check(*state, children, 2, -1));
	e = core_ceiling_check(*state, children, 2, 3300000);
	assert_int_equal(count_faults(e), 1);
	assert_fault_at(e, 0, "#/children/1/core_pence");
	assert_string_equal(e->detail,
	    "The core costs are £33,000.01; a bid in this category may have at "
	    "most £33,000.00.");
}

static void
money_is_printed_as_people_write_it(void **state)
{
	static const struct {
		pence amount;
		const char *text;
	} cases[] = {
		{ 0, "£0.00" },
		{ 5, "£0.05" },
		{ 99999, "£999.99" },
		{ 100000, "£1,000.00" },
		{ 100000007, "£1,000,000.07" },
		{ PENCE_MAX, "£100,000,000.00" },
		{ -1, "-£0.01" },
		{ INT64_MIN, "-£92,233,720,368,547,758.08" },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_string_equal(pounds(*state, cases[i].amount),
		    cases[i].text);
}

static void
parts_always_add_up_to_the_price(void **state)
{
	uint64_t seed = 48;

	for (int round = 0; round < 500; round++) {
		struct cost_head core[] = { { "care",
		    random_below(&seed, 100000) + 1 } };
		struct discount d[] = {
			{ 2, random_below(&seed, 10000) },
			{ 3 + random_below(&seed, 3),
			    random_below(&seed, 10000) },
		};
		pence extra[] = { random_below(&seed, 100000) };
		const struct accredited acc = { core, 1, d, 2 };
		const struct child_bid child = { NULL, 0, extra, 1 };
		const struct child_bid children[] = { child, child, child,
			child, child, child };
		struct bid_price p;
		pence sum = 0;

		assert_null(bid_price(*state, &acc, children, 6, &p));
		for (size_t i = 0; i < 6; i++) {
			const struct child_price *c = &p.children[i];

			assert_int_equal(c->price, c->core + c->variable);
			assert_true(
			    c->discount >= 0 && c->discount <= c->price);
			sum += c->price - c->discount;
		}
		assert_int_equal(p.total, sum);
		assert_int_equal(p.total, p.before_discounts - p.discounts);
		assert_true(accredited_price(&acc, 6) <= p.total);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(core_left_out_is_as_accredited),
		T(one_head_left_out_is_as_accredited),
		T(r047_a_head_above_its_accredited_figure_is_refused_naming_it),
		T(r047_one_penny_too_many_is_too_many_and_equal_is_fine),
		T(heads_below_nothing_or_unknown_are_refused),
		T(every_fault_of_every_child_is_named_at_once),
		T(a_bid_for_nothing_is_refused_and_a_penny_is_not),
		T(a_price_is_at_most_a_hundred_million_pounds),
		T(a_thousand_lines_of_the_greatest_amount_do_not_overflow),
		T(r048_the_greatest_from_child_not_above_the_child_applies_alone),
		T(r048_a_discount_takes_off_core_and_variable_alike),
		T(half_a_penny_of_discount_rounds_up),
		T(discounts_begin_with_the_second_child_and_stay_below_100_per_cent),
		T(r049_core_above_the_cap_is_refused_naming_both_figures),
		T(a_cap_that_bars_nobody_is_a_ceiling_of_each_childs_core),
		T(money_is_printed_as_people_write_it),
		T(parts_always_add_up_to_the_price),
	};

	return cmocka_run_group_tests_name("price", tests, NULL, NULL);
}
