/*
 * Evaluators' scores, their consensus, and the dialogue about a low price.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/core/common.h"

#include "core/evaluation.h"

static void
scores_become_an_outcome_score_when_they_agree_or_are_agreed(void **state)
{
	static const struct {
		size_t count;
		int scores[3];
		int evaluators, consensus, outcome;
	} cases[] = {
		{ 1, { 4 }, 1, -1, 4 },
		{ 1, { 0 }, 1, -1, 0 },
		{ 2, { 4, 4 }, 2, -1, 4 },
		{ 2, { 4, 3 }, 2, -1, -1 },
		{ 2, { 4, 3 }, 2, 3, 3 },
		{ 1, { 4 }, 2, -1, -1 },
		{ 1, { 4 }, 2, 5, -1 },
		{ 0, { 0 }, 1, 5, -1 },
		{ 3, { 3, 3, 4 }, 3, -1, -1 },
		{ 3, { 3, 3, 4 }, 3, 4, 4 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const struct evaluation e = { cases[i].scores, cases[i].count,
			cases[i].evaluators, cases[i].consensus };

		assert_int_equal(outcome_score(&e), cases[i].outcome);
	}
}

static void
no_more_evaluators_score_than_the_category_asks_for(void **state)
{
	static const int scores[] = { 4, 3 };
	const struct evaluation one = { scores, 1, 2, -1 };
	const struct evaluation both = { scores, 2, 2, -1 };
	const struct evaluation alone = { scores, 1, 1, -1 };

	assert_null(evaluation_check(*state, &one));
	assert_kind(evaluation_check(*state, &both), ERR_EVALUATORS_COMPLETE);
	assert_string_equal(evaluation_check(*state, &alone)->detail,
	    "This category asks for 1 evaluator, and all have scored.");
}

static void
a_consensus_is_for_two_who_differ(void **state)
{
	static const int differ[] = { 4, 3, 3 }, agree[] = { 4, 4 };
	const struct evaluation one = { differ, 1, 1, -1 };
	const struct evaluation too_few = { differ, 2, 3, -1 };
	const struct evaluation same = { agree, 2, 2, -1 };
	const struct evaluation fine = { differ, 3, 3, -1 };

	assert_kind(consensus_check(*state, &one), ERR_NOT_TWO_EVALUATORS);
	assert_kind(consensus_check(*state, &too_few), ERR_NOT_TWO_EVALUATORS);
	assert_kind(consensus_check(*state, &same), ERR_SCORES_AGREE);
	assert_null(consensus_check(*state, &fine));
}

static void
r115_a_low_price_may_be_explained_when_asked_once_and_in_time(void **state)
{
	static const struct {
		struct dialogue d;
		int64_t now;
		enum err_kind kind; /* ERR__MAX: fine */
	} cases[] = {
		{ { true, false, false, 100 }, 99, ERR__MAX },
		{ { true, false, false, 100 }, 100, ERR_DEADLINE_PASSED },
		{ { false, false, false, 100 }, 99, ERR_EXPLANATION_NOT_ASKED },
		{ { true, true, false, 100 }, 99, ERR_CONFLICT },
		{ { true, true, true, 100 }, 99, ERR_DISREGARDED },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct err *e =
		    explanation_check(*state, &cases[i].d, cases[i].now);

		if (cases[i].kind == ERR__MAX)
			assert_null(e);
		else
			assert_kind(e, cases[i].kind);
	}
}

static void
r115_a_bid_is_disregarded_only_after_it_could_be_explained(void **state)
{
	static const struct {
		struct dialogue d;
		int64_t now;
		enum err_kind kind;
	} cases[] = {
		{ { true, true, false, 100 }, 50, ERR__MAX },
		{ { true, false, false, 100 }, 100, ERR__MAX },
		{ { true, false, false, 100 }, 99, ERR_EXPLANATION_PENDING },
		{ { false, false, false, 100 }, 101,
		    ERR_EXPLANATION_NOT_ASKED },
		{ { true, true, true, 100 }, 101, ERR_DISREGARDED },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct err *e =
		    disregard_check(*state, &cases[i].d, cases[i].now);

		if (cases[i].kind == ERR__MAX)
			assert_null(e);
		else
			assert_kind(e, cases[i].kind);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(scores_become_an_outcome_score_when_they_agree_or_are_agreed),
		T(no_more_evaluators_score_than_the_category_asks_for),
		T(a_consensus_is_for_two_who_differ),
		T(r115_a_low_price_may_be_explained_when_asked_once_and_in_time),
		T(r115_a_bid_is_disregarded_only_after_it_could_be_explained),
	};

	return cmocka_run_group_tests_name("evaluation", tests, NULL, NULL);
}
