/*
 * Needs, features and outcomes: what may be asked for, what may be ticked.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/core/common.h"

#include "core/criteria.h"

static const struct criterion features[] = {
	{ "dfe", 0, true },
	{ "pool", 3, false },
	{ "garden", 7, false },
};

static void
R082_musts_and_desirables_stand_in_one_list(void **state)
{
	assert_null(criteria_check(*state, "features", features, 3));
	assert_null(criteria_check(*state, "features", features, 0));
}

static void
R081_marks_add_up_without_the_musts(void **state)
{
	(void)state;
	assert_int_equal(criteria_marks(features, 3), 10);
	assert_int_equal(criteria_marks(features, 1), 0);
	assert_int_equal(criteria_marks(features, 0), 0);
}

static void
a_must_with_a_mark_and_a_code_given_twice_are_both_told(void **state)
{
	static const struct criterion bad[] = {
		{ "dfe", 2, true },
		{ "pool", 3, false },
		{ "dfe", 0, false },
		{ "dfe", 1, true },
	};
	const struct err *e = criteria_check(*state, "features", bad, 4);

	assert_int_equal(count_faults(e), 4);
	assert_fault_at(e, 0, "#/features/0/mark");
	assert_fault_at(e, 1, "#/features/2/code");
	assert_fault_at(e, 2, "#/features/3/code");
	assert_fault_at(e, 3, "#/features/3/mark");
}

static void
R090_a_bid_ticks_codes_of_the_referral_each_once(void **state)
{
	static const char *const good[] = { "garden", "dfe" };
	static const char *const bad[] = { "lift", "dfe", "dfe", "lift" };
	const struct err *e;

	assert_null(ticks_check(*state, "features_met", good, 2, features, 3));
	assert_null(ticks_check(*state, "features_met", NULL, 0, features, 3));
	e = ticks_check(*state, "features_met", bad, 4, features, 3);
	assert_int_equal(count_faults(e), 3);
	assert_fault_at(e, 0, "#/features_met/0");
	assert_fault_at(e, 1, "#/features_met/2");
	assert_fault_at(e, 2, "#/features_met/3");
}

static void
R082_a_bid_gets_the_marks_it_ticked_and_must_have_the_musts(void **state)
{
	static const char *const all[] = { "garden", "dfe", "pool" };
	static const char *const some[] = { "garden", "lift" };

	(void)state;
	assert_int_equal(ticks_marks(all, 3, features, 3), 10);
	assert_int_equal(ticks_marks(some, 2, features, 3), 7);
	assert_int_equal(ticks_marks(NULL, 0, features, 3), 0);
	assert_false(ticks_lack_must(all, 3, features, 3));
	assert_true(ticks_lack_must(some, 2, features, 3));
	assert_true(ticks_lack_must(NULL, 0, features, 3));
	assert_false(ticks_lack_must(NULL, 0, features + 1, 2));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(R082_musts_and_desirables_stand_in_one_list),
		T(R081_marks_add_up_without_the_musts),
		T(a_must_with_a_mark_and_a_code_given_twice_are_both_told),
		T(R090_a_bid_ticks_codes_of_the_referral_each_once),
		T(R082_a_bid_gets_the_marks_it_ticked_and_must_have_the_musts),
	};

	return cmocka_run_group_tests_name("criteria", tests, NULL, NULL);
}
