/*
 * The score a home carries, and the floor under ratings.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/core/common.h"

#include "core/carried.h"

/* Published example of a blend: 60 % statements, 40 % rating. */
static const struct core_blend blend = {
	.statements = 60,
	.rating = 40,
	.points = {
		[RATING_OUTSTANDING] = 100,
		[RATING_GOOD] = 80,
		[RATING_REQUIRES_IMPROVEMENT] = 40,
		[RATING_INADEQUATE] = BLEND_NO_POINTS,
		[RATING_NOT_RATED] = BLEND_NO_POINTS,
	},
};

static void
every_published_example_comes_out_to_the_last_digit(void **state)
{
	static const struct {
		int workforce, outcomes, management;
		enum rating rating;
		points alone, blended;
	} cases[] = {
		{ 3, 4, 3, RATING_GOOD, 680000, 728000 },
		{ 5, 4, 4, RATING_OUTSTANDING, 860000, 916000 }, /* H3 */
		{ 3, 3, 3, RATING_REQUIRES_IMPROVEMENT, 600000,
		    520000 }, /* H2 */
		{ 3, 3, 2, RATING_GOOD, 540000, 644000 },
		{ 4, 4, 4, RATING_GOOD, 800000, 800000 }, /* B1, H5 */
		{ 3, 4, 4, RATING_GOOD, 740000, 764000 }, /* B2, H4 */
		{ 4, 5, 4, RATING_GOOD, 880000, 848000 }, /* B3 */
		{ 4, 3, 3, RATING_GOOD, 660000, 716000 }, /* B4 */
		{ 4, 3, 4, RATING_GOOD, 720000, 752000 }, /* H1 */
		{ 0, 0, 0, RATING_OUTSTANDING, 0, 400000 },
		{ 5, 5, 5, RATING_OUTSTANDING, 1000000, 1000000 },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const struct statement_score s[] = {
			{ 30, cases[i].workforce },
			{ 40, cases[i].outcomes },
			{ 30, cases[i].management },
		};
		points c100 = -1;

		assert_null(
		    carried_score(*state, s, 3, NULL, RATING_NOT_RATED, &c100));
		assert_int_equal(c100, cases[i].alone);
		assert_null(carried_score(*state, s, 3, &blend, cases[i].rating,
		    &c100));
		assert_int_equal(c100, cases[i].blended);
	}
}

static void
r052_a_score_of_nothing_is_no_barrier(void **state)
{
	static const struct statement_score s[] = { { 100, 0 } };
	points c100 = -1;

	assert_null(carried_score(*state, s, 1, NULL, RATING_NOT_RATED, &c100));
	assert_int_equal(c100, 0);
}

static void
odd_weights_and_shares_are_still_exact(void **state)
{
	static const struct statement_score s[] = { { 33, 1 }, { 67, 2 } };
	struct core_blend odd = blend;
	points c100;

	odd.statements = 67;
	odd.rating = 33;
	odd.points[RATING_GOOD] = 77;
	/* (6.6 + 26.8) x 0.67 + 77 x 0.33 = 22.378 + 25.41 */
	assert_null(carried_score(*state, s, 2, &odd, RATING_GOOD, &c100));
	assert_int_equal(c100, 477880);
}

static void
a_rating_without_points_is_not_eligible_for_a_blend(void **state)
{
	static const struct statement_score s[] = { { 100, 5 } };
	points c100 = -1;

	assert_kind(carried_score(*state, s, 1, &blend, RATING_INADEQUATE,
			&c100),
	    ERR_RATING_BELOW_FLOOR);
	assert_int_equal(c100, -1);
}

static void
scores_out_of_range_are_named_at_once(void **state)
{
	static const struct statement_score s[] = {
		{ 40, 6 },
		{ 30, 5 },
		{ 30, -1 },
	};
	points c100 = -1;
	struct err *e;

	e = carried_score(*state, s, 3, &blend, RATING_GOOD, &c100);
	assert_int_equal(count_faults(e), 2);
	assert_fault_at(e, 0, "#/statements/0/score");
	assert_fault_at(e, 1, "#/statements/2/score");
	assert_int_equal(c100, -1);
}

static void
statement_weights_make_100(void **state)
{
	static const int fine[] = { 30, 40, 30 };
	static const int odd[] = { -1, 101, 1 };
	struct err *e;

	assert_null(statement_weights_check(*state, fine, 3));
	assert_fault_at(statement_weights_check(*state, fine, 2), 0,
	    "#/statements");
	assert_fault_at(statement_weights_check(*state, NULL, 0), 0,
	    "#/statements");
	e = statement_weights_check(*state, odd, 3);
	assert_int_equal(count_faults(e), 3);
	assert_fault_at(e, 0, "#/statements/0/weight");
	assert_fault_at(e, 1, "#/statements/1/weight");
	assert_fault_at(e, 2, "#/statements");
}

static void
a_blend_makes_100_per_cent_of_0_to_100_points(void **state)
{
	struct core_blend odd = blend;
	struct err *e;

	assert_null(core_blend_check(*state, NULL));
	assert_null(core_blend_check(*state, &blend));
	odd.rating = 41;
	odd.points[RATING_GOOD] = 101;
	odd.points[RATING_INADEQUATE] = -2;
	e = core_blend_check(*state, &odd);
	assert_int_equal(count_faults(e), 3);
	assert_fault_at(e, 0, "#/core_blend/statements");
	assert_fault_at(e, 1, "#/core_blend/points/good");
	assert_fault_at(e, 2, "#/core_blend/points/inadequate");
	odd = blend;
	odd.statements = 110;
	odd.rating = -10;
	assert_fault_at(core_blend_check(*state, &odd), 0,
	    "#/core_blend/statements");
	odd.statements = -10;
	odd.rating = 110;
	assert_fault_at(core_blend_check(*state, &odd), 0,
	    "#/core_blend/statements");
}

static void
r036_a_floor_admits_its_own_rating_and_better_ones(void **state)
{
	/* Rows: floors; columns: ratings; y admits. */
	static const char *const admits[RATING_FLOOR__MAX] = {
		[RATING_FLOOR_OUTSTANDING] = "ynnnn",
		[RATING_FLOOR_GOOD] = "yynnn",
		[RATING_FLOOR_REQUIRES_IMPROVEMENT] = "yyynn",
		[RATING_FLOOR_NONE] = "yyyyy",
	};

	for (int f = 0; f < RATING_FLOOR__MAX; f++) {
		for (int r = 0; r < RATING__MAX; r++) {
			const enum rating rating = (enum rating)r;
			const enum rating_floor floor = (enum rating_floor)f;
			struct err *e;

			e = rating_floor_check(*state, rating, floor);
			if (admits[f][r] == 'y')
				assert_null(e);
			else
				assert_kind(e, ERR_RATING_BELOW_FLOOR);
			assert_int_equal(rating_reaches(rating, floor), !e);
		}
	}
}

static void
a_rating_below_the_floor_is_refused_naming_both(void **state)
{
	struct err *e = rating_floor_check(*state, RATING_INADEQUATE,
	    RATING_FLOOR_REQUIRES_IMPROVEMENT);

	assert_string_equal(e->detail,
	    "The regulator's rating is \"inadequate\"; this category admits "
	    "homes from \"requires improvement\" upwards.");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(every_published_example_comes_out_to_the_last_digit),
		T(r052_a_score_of_nothing_is_no_barrier),
		T(odd_weights_and_shares_are_still_exact),
		T(a_rating_without_points_is_not_eligible_for_a_blend),
		T(scores_out_of_range_are_named_at_once),
		T(statement_weights_make_100),
		T(a_blend_makes_100_per_cent_of_0_to_100_points),
		T(r036_a_floor_admits_its_own_rating_and_better_ones),
		T(a_rating_below_the_floor_is_refused_naming_both),
	};

	return cmocka_run_group_tests_name("carried", tests, NULL, NULL);
}
