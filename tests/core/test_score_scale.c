/*
 * The scale by which people score answers.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/core/common.h"

#include "core/score.h"
#include "core/score_scale.h"

static void
every_score_has_its_level_and_no_two_say_the_same(void **state)
{
	(void)state;
	assert_int_equal(score_scale_count, SCORE_BEST + 1);
	for (size_t i = 0; i < score_scale_count; i++) {
		assert_int_equal(score_scale[i].score, i);
		for (size_t j = 0; j < i; j++) {
			assert_string_not_equal(score_scale[i].name,
			    score_scale[j].name);
			assert_string_not_equal(score_scale[i].meaning,
			    score_scale[j].meaning);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    every_score_has_its_level_and_no_two_say_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
