/*
 * Several people's scores of an entry, and who may give one.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/core/common.h"

#include "core/scoring.h"

static void
within_one_the_mean_counts_half_up_to_a_whole_number(void **state)
{
	static const struct {
		size_t count;
		int scores[3];
		int agreed, settled;
	} cases[] = {
		{ 0, { 0 }, 3, -1 },
		{ 1, { 4 }, -1, 4 },
		{ 2, { 0, 0 }, -1, 0 },
		{ 2, { 5, 5 }, -1, 5 },
		{ 2, { 3, 4 }, -1, 4 },
		{ 2, { 1, 0 }, -1, 1 },
		{ 3, { 3, 3, 4 }, -1, 3 },
		{ 3, { 3, 4, 4 }, -1, 4 },
		/* A consensus about what nobody disputes counts for nothing. */
		{ 2, { 3, 4 }, 0, 4 },
		/* Further apart, nothing but a consensus counts. */
		{ 2, { 2, 4 }, -1, -1 },
		{ 2, { 2, 4 }, 3, 3 },
		{ 3, { 3, 4, 5 }, -1, -1 },
		{ 2, { 0, 5 }, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const struct given_scores g = { "x", cases[i].scores,
			cases[i].count, cases[i].agreed, "?" };

		assert_int_equal(scores_settled(&g), cases[i].settled);
	}
}

static void
whatever_is_settled_lies_between_the_scores(void **state)
{
	uint64_t seed = 20;

	(void)state;
	for (int n = 0; n < 20000; n++) {
		int scores[5], low = 5, high = 0;
		const int count = 1 + random_below(&seed, 5);
		const struct given_scores g = { "x", scores, (size_t)count,
			SCORE_UNSETTLED, "?" };

		for (int i = 0; i < count; i++) {
			scores[i] = random_below(&seed, 6);
			low = scores[i] < low ? scores[i] : low;
			high = scores[i] > high ? scores[i] : high;
		}
		assert_int_equal(scores_disputed(&g), high - low > 1);
		if (high - low > 1) {
			assert_int_equal(scores_settled(&g), SCORE_UNSETTLED);
			continue;
		}
		assert_in_range(scores_settled(&g), low, high);
	}
}

static const int apart[] = { 2, 4 }, near[] = { 3, 4 };
static const struct given_scores two[] = {
	{ "workforce", apart, 2, SCORE_UNSETTLED, "Who are your staff?" },
	{ "outcomes", near, 2, SCORE_UNSETTLED, "What is achieved?" },
};

static void
what_is_not_settled_is_named(void **state)
{
	struct err *e = settlement_check(*state, two, 2);

	assert_kind(e, ERR_MODERATION_NEEDED);
	assert_string_equal(e->detail,
	    "A consensus has to be recorded about: \"Who are your staff?\".");
	assert_null(settlement_check(*state, two + 1, 1));
}

static void
a_consensus_is_about_what_is_disputed_and_nothing_else(void **state)
{
	static const int good[] = { 3, SCORE_UNSETTLED };
	static const int both[] = { 3, 4 }, none[] = { -1, -1 };
	static const int below[] = { 1, -1 }, above[] = { 5, 4 };
	struct err *e;

	assert_null(moderation_check(*state, two, 2, good));
	assert_fault_at(moderation_check(*state, two, 2, both), 0,
	    "#/statements/outcomes");
	assert_fault_at(moderation_check(*state, two, 2, none), 0,
	    "#/statements/workforce");
	assert_fault_at(moderation_check(*state, two, 2, below), 0,
	    "#/statements/workforce/score");
	e = moderation_check(*state, two, 2, above);
	assert_int_equal(count_faults(e), 2);
	assert_fault_at(e, 1, "#/statements/outcomes");
	assert_kind(moderation_check(*state, two + 1, 1, none),
	    ERR_SCORES_AGREE);
}

static const struct assessor fit = {
	.asked = 2,
	.person = true,
	.trained = true,
	.declared = true,
	.apart = true,
};

static void
r031_whoever_is_asked_is_trained_free_and_independent(void **state)
{
	struct assessor who = fit;

	assert_null(scorer_check(*state, &who));
	who.apart = false;
	assert_kind(scorer_check(*state, &who), ERR_NOT_INDEPENDENT);
	who.trained = false;
	assert_kind(scorer_check(*state, &who), ERR_TRAINING_MISSING);
	who.complete = true;
	assert_kind(scorer_check(*state, &who), ERR_EVALUATORS_COMPLETE);
	who.scored = true;
	assert_kind(scorer_check(*state, &who), ERR_HAS_SCORED);
	who.conflicted = true;
	assert_kind(scorer_check(*state, &who), ERR_CONFLICT_DECLARED);
	who.asked = 1;
	assert_kind(scorer_check(*state, &who), ERR_SCORERS_NOT_ASKED);
}

static void
whoever_scores_has_declared_and_is_not_late(void **state)
{
	struct assessor who = fit;

	who.scored = true; /* a correction */
	assert_null(own_scores_check(*state, &who));
	who.trained = false;
	assert_kind(own_scores_check(*state, &who), ERR_TRAINING_MISSING);
	who.declared = false;
	assert_kind(own_scores_check(*state, &who), ERR_DECLARATION_MISSING);
	who.complete = true;
	assert_kind(own_scores_check(*state, &who), ERR_EVALUATORS_COMPLETE);
	who.conflicted = true;
	assert_kind(own_scores_check(*state, &who), ERR_CONFLICT_DECLARED);
}

static void
whoever_judges_has_no_conflict_and_with_several_scorers_says_so(void **state)
{
	struct assessor alone = { .asked = 1 }, who = fit;

	assert_null(judge_check(*state, &alone));
	alone.conflicted = true;
	assert_kind(judge_check(*state, &alone), ERR_CONFLICT_DECLARED);
	assert_null(judge_check(*state, &who));
	who.declared = false;
	assert_kind(judge_check(*state, &who), ERR_DECLARATION_MISSING);
	who.person = false;
	assert_kind(judge_check(*state, &who), ERR_PERSON_REQUIRED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(within_one_the_mean_counts_half_up_to_a_whole_number),
		T(whatever_is_settled_lies_between_the_scores),
		T(what_is_not_settled_is_named),
		T(a_consensus_is_about_what_is_disputed_and_nothing_else),
		T(r031_whoever_is_asked_is_trained_free_and_independent),
		T(whoever_scores_has_declared_and_is_not_late),
		T(whoever_judges_has_no_conflict_and_with_several_scorers_says_so),
	};

	return cmocka_run_group_tests_name("scoring", tests, NULL, NULL);
}
