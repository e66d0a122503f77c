/*
 * A sum handed out in whole pennies.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/core/common.h"

#include "core/share.h"

static int64_t
sum(const int64_t *n, size_t count)
{
	int64_t all = 0;

	for (size_t i = 0; i < count; i++)
		all += n[i];
	return all;
}

static void
r019_a_rebate_sums_to_the_surplus_to_the_penny(void **state)
{
	const int64_t weights[] = { 1, 1, 1 };
	int64_t out[3];

	(void)state;
	share_out(100, weights, 3, out);
	assert_int_equal(out[0], 34);
	assert_int_equal(out[1], 33);
	assert_int_equal(out[2], 33);
}

static void
r019_the_pennies_left_go_to_those_that_lost_most(void **state)
{
	const int64_t weights[] = { 20, 50, 31 }; /* of 101 */
	int64_t out[3];

	(void)state;
	/* 19.80, 49.50, 30.69 */
	share_out(100, weights, 3, out);
	assert_int_equal(out[0], 20);
	assert_int_equal(out[1], 49);
	assert_int_equal(out[2], 31);
}

static void
r020_shares_add_up_to_a_hundred_per_cent(void **state)
{
	uint64_t seed = 20;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		const size_t count = 1 + (size_t)random_below(&seed, 12);
		int64_t weights[12], out[12], before;

		for (size_t i = 0; i < count; i++)
			weights[i] = random_below(&seed, 40);
		share_out(SHARE_WHOLE, weights, count, out);
		assert_int_equal(sum(out, count), SHARE_WHOLE);
		before = sum(weights, count);
		for (size_t i = 0; before > 0 && i < count; i++) {
			const int64_t exact = SHARE_WHOLE * weights[i];

			assert_true(out[i] * before > exact - before);
			assert_true(out[i] * before < exact + before);
		}
	}
}

static void
without_any_weight_all_count_the_same(void **state)
{
	const int64_t weights[] = { 0, 0, 0, 0 };
	int64_t out[4];

	(void)state;
	share_out(10, weights, 4, out);
	assert_int_equal(sum(out, 4), 10);
	assert_int_equal(out[0], 3);
	assert_int_equal(out[3], 2);
	share_out(10, weights, 0, out); /* nobody: nothing happens */
}

static void
r021_one_per_cent_of_147600_pounds(void **state)
{
	(void)state;
	assert_int_equal(share_fee(INT64_C(14760000), 100), 147600);
	assert_int_equal(share_fee(50, 100), 1); /* half up */
	assert_int_equal(share_fee(49, 100), 0);
	assert_int_equal(share_fee(0, 100), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(r019_a_rebate_sums_to_the_surplus_to_the_penny),
		T(r019_the_pennies_left_go_to_those_that_lost_most),
		T(r020_shares_add_up_to_a_hundred_per_cent),
		T(without_any_weight_all_count_the_same),
		T(r021_one_per_cent_of_147600_pounds),
	};

	return cmocka_run_group_tests_name("share", tests, NULL, NULL);
}
